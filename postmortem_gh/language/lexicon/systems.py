"""Things with a proper name in our trade: capital letters that are never a person.

Used by language/clauses.py: an unknown capitalised word may be a person only if it is not here.
"""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words

PRODUCTS = words(
    "agent agents assistant bot model llm jenkins travis circleci github gitlab bitbucket docker "
    "kubernetes helm argo argocd flux salt chef puppet ansible terraform pulumi packer vault consul nomad "
    "redis memcached kafka rabbitmq celery nats zookeeper postgres postgresql mysql mariadb mongodb mongo "
    "cassandra dynamo dynamodb elasticsearch opensearch kibana logstash grafana prometheus loki tempo "
    "mimir thanos alertmanager pagerduty opsgenie datadog sentry splunk newrelic nagios icinga zabbix "
    "statuspage slack discord teams zoom jira confluence notion google amazon aws azure gcp microsoft "
    "apple meta facebook cloudflare fastly akamai heroku vercel netlify digitalocean linode hetzner ovh "
    "nginx apache haproxy envoy istio linkerd traefik caddy varnish squid tomcat jetty puma unicorn "
    "passenger rails django flask laravel spring node nodejs npm yarn pnpm pip pypi cargo maven gradle "
    "bazel python ruby java javascript typescript golang rust perl php linux ubuntu debian centos fedora "
    "suse redhat windows macos android ios chrome firefox safari edge certbot dehydrated letsencrypt "
    "encrypt digicert okta auth0 keycloak stripe paypal adyen twilio sendgrid mailgun mailchimp snowflake "
    "bigquery redshift databricks spark hadoop airflow flink beam dagster dbt tableau looker metabase "
    "superset clickhouse cockroach etcd kubelet kubectl systemd cron logrotate firewalld iptables "
    "nftables rsync git svn mercurial dependabot renovate codecov sonarqube snyk trivy claude copilot "
    "chatgpt gpt openai anthropic gemini codex devin route53 s3 ec2 rds ecs eks gke aks lambda fargate "
    "cloudfront cloudwatch cloudtrail iam dns bgp tls ssl http https tcp udp api sdk cdn cpu ram gpu ci "
    "cd ui ux sql json yaml xml csv html css url oom vm vpc vpn lb pr sha id tsdb orm ttl binder "
    "binderhub jupyterhub jupyter jupyterlab obs prow spinnaker tekton drone buildkite teamcity octopus "
    "nexus artifactory harbor quay minio ceph gluster longhorn portworx calico cilium flannel coredns "
    "metallb rancher openshift vmware vsphere esxi xen kvm qemu firecracker solr lucene sphinx neo4j "
    "influxdb influx timescale graphite statsd telegraf collectd jaeger zipkin opentelemetry otel "
    "honeycomb lightstep bugsnag rollbar raygun zendesk intercom freshdesk hubspot salesforce shopify "
    "magento wordpress drupal joomla ghost hugo jekyll gatsby next nuxt react vue angular svelte ember "
    "webpack vite rollup parcel babel eslint prettier jest mocha cypress selenium playwright puppeteer "
    "junit pytest rspec minitest posthog monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december utc gmt pst pdt est "
    "edt cet cest bst ist root trigger impact today yesterday tomorrow tonight morning evening weekend "
    "week month upstream summary detection resolution background timeline lessons problem cause status "
    "note update"
)
# Their names are companies as much as services: a deed that only people do makes them one who acts.
COMPANIES = words(
    "google amazon aws microsoft apple meta facebook cloudflare fastly akamai heroku vercel netlify "
    "digitalocean linode hetzner ovh github gitlab atlassian slack datadog okta stripe paypal twilio "
    "digicert oracle ibm sap dell cisco crowdstrike godaddy namecheap equinix comcast verizon cloudways "
    "rackspace"
)
