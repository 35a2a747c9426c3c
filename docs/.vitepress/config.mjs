// The documentation as a site: https://vitepress.dev. The pages are the Markdown files beside this folder, as GitHub
// shows them; the build ends with an error for a link that leads nowhere.
import { defineConfig } from "vitepress";

const page = (text, link) => ({ text, link });

export default defineConfig({
  title: "postmortem-gh",
  description: "Blameless postmortems on GitHub: an issue form becomes a document, owned action items and a weekly report",
  cleanUrls: true,
  lastUpdated: false,
  rewrites: { "README.md": "index.md", "rules/README.md": "rules/index.md" },
  ignoreDeadLinks: [/\.schema\.json$/, /\/\.github\//, /language-accuracy\.json$/, /\/tests\//],
  // Incident texts and templates hold `{{`: on a page they are words, never Vue's.
  vue: { template: { compilerOptions: { delimiters: ["\u0001{", "}\u0001"] } } },
  themeConfig: {
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: "https://github.com/postmortem-gh/postmortem-gh" }],
    sidebar: [
      {
        text: "Do",
        items: [
          page("The first postmortem", "/first-postmortem"),
          page("File", "/file"),
          page("Action items", "/action-items"),
          page("Timelines and times", "/timeline"),
          page("Review", "/review"),
          page("Follow up", "/follow-up"),
          page("The weekly report", "/report"),
          page("Adapt the forms", "/forms"),
          page("Templates", "/templates"),
          page("Language in pull requests", "/pull-requests"),
          page("Several repositories", "/several-repositories"),
          page("GitHub Enterprise", "/enterprise"),
          page("Runners of your own", "/self-hosted"),
          page("The demo", "/demo"),
          page("Leave again", "/leave"),
        ],
      },
      {
        text: "Look up",
        items: [
          page("The action", "/action"),
          page("Commands", "/commands"),
          page("Settings", "/settings"),
          page("Language rules", "/rules/"),
          page("Accuracy of the rules", "/language-accuracy"),
          page("Labels", "/labels"),
          page("Front matter", "/front-matter"),
          page("Exit codes", "/exit-codes"),
          page("Messages", "/messages"),
          page("What doctor checks", "/doctor"),
          page("What GitHub refuses", "/refusals"),
          page("Token and environment", "/configuration"),
          page("Performance", "/performance"),
          page("Glossary", "/glossary"),
        ],
      },
      {
        text: "Understand",
        items: [page("Architecture", "/architecture"), page("Decisions", "/decisions"), page("Threats", "/threats")],
      },
    ],
  },
});
