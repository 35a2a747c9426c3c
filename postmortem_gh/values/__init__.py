"""The values that flow through the tool: frozen, typed, without behaviour that reaches outside."""
