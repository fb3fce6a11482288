/**
 * What a domain may import of the others, lowest first, through their `index.ts` or `schemas.ts`.
 * A new arrow is a design change: edit this table in the same commit and say why.
 */
const DOMAINS = {
  auth: [],
  registry: [],
  quality: [],
  // Filters of pages under a name: it knows the pages' names and nothing of what they show.
  views: [],
  providers: ["registry"],
  // providers: usage that callers report is read by the rule of the vendor's adapter.
  executions: ["registry", "providers"],
  // registry: a label has to be one that the task's models know.
  feedback: ["registry", "executions"],
  // registry: a task's configuration names a prompt. executions: what each version cost, and how good its answers were.
  prompts: ["registry", "executions"],
  // auth and registry: a budget names an API key or a task, which has to exist, and is shown by its name.
  budgets: ["auth", "registry", "executions"],
  // providers: the encoder. registry: which models embed, and which tasks retrieve from a collection.
  knowledge: ["registry", "providers"],
  // providers: the encoder and the form of answers. registry: a task's rules. executions: what hits saved.
  cache: ["registry", "providers", "executions"],
  // Models that judge answers. registry: which model judges. executions: the answers, and the calls that judging costs.
  judging: ["registry", "quality", "executions"],
  // judging: tests that no rule can judge.
  benchmarks: ["registry", "providers", "quality", "executions", "judging"],
  // registry: the categories. providers: the local classifiers and the encoder.
  detection: ["registry", "providers"],
  // Which model a conversation stays with. registry: what a lost prompt cache costs. detection: what a message is about.
  sessions: ["registry", "executions", "detection"],
  // registry: variants name tasks and models, and a winner becomes a configuration.
  experiments: ["registry", "executions", "quality"],
  routing: ["registry", "executions"],
  // How a model version comes into service. registry: it says which version serves which share. executions: what it is
  // judged by. feedback: which answers were right.
  deployments: ["registry", "executions", "feedback"],
  // What changes saved, against requests that are served as before. registry: the configuration in force. executions:
  // what either arm cost. Below the gateway, which assigns the arms, and optimization, which makes the changes.
  savings: ["registry", "executions"],
  // auth: the identity behind an API key, read on the hot path without a route wrapper.
  // deployments: what a version in shadow answered, in the words of those who judge it.
  gateway: [
    "auth",
    "deployments",
    "registry",
    "providers",
    "quality",
    "executions",
    "budgets",
    // cache: an answer that was given before needs no model.
    "cache",
    "prompts",
    "knowledge",
    "experiments",
    "routing",
    "savings",
    // What a message is about, and the conversation it belongs to, decide which model is best for it.
    "detection",
    "sessions",
  ],
  // Executions in the words of OpenTelemetry: sent to a collector, and taken from other tools.
  telemetry: ["registry", "executions"],
  // deployments: a trained version that is better is rolled out.
  training: ["registry", "providers", "quality", "executions", "feedback", "benchmarks", "deployments"],
  // savings: what is put in force is measured against requests that are held back. cache: what one would have answered.
  // training: a task whose triggers fire is proposed to be trained again.
  optimization: [
    "registry",
    "executions",
    "budgets",
    "prompts",
    "benchmarks",
    "experiments",
    "routing",
    "savings",
    "cache",
    "training",
  ],
  // registry: a rule names a task or model, which has to exist. providers: circuits that are open. experiments: variants
  // whose model is gone.
  alerts: ["registry", "providers", "executions", "experiments", "budgets", "training"],
  // What happened, in one feed: the audit in words, with what alerts fired. experiments, optimization and deployments: what can
  // still be taken back. At the top, because it reads others and none reads it.
  timeline: ["registry", "executions", "experiments", "optimization", "deployments", "alerts"],
  // The demo does what a person would do, so it uses what a person uses.
  demo: ["registry", "executions", "feedback", "gateway", "training", "optimization"],
};

const NAMES = Object.keys(DOMAINS);
const ANY_DOMAIN = `^lib/(${NAMES.join("|")})/`;
const FRONT_DOOR = `^lib/(${NAMES.join("|")})/(index|schemas|words)[.]ts$`;
/** `words.ts` holds what of the schemas needs no validator, so that a page need not load one. */
const SCHEMAS = "^lib/[^/]+/(schemas|words)[.]ts$";
/** `schemas.ts` and the files it is put together from. */
const SCHEMA_PARTS = "^lib/[^/]+/([a-z-]*schemas?|words)[.]ts$";
/** Files of platform that need nothing of Node. */
const BROWSER_SAFE_PLATFORM = "^lib/platform/(ctx|errors|pagination|stored-json)[.]ts$";
/** Tests, and what only tests use: `test-gateway.ts`. `test-provider.ts` is a verb of the product. */
const TESTS = "([.](test|spec)|/test-(?!provider)[^/]+)[.]tsx?$";

const domainRules = NAMES.flatMap((name) => {
  const others = NAMES.filter((other) => other !== name);
  const strangers = others.filter((other) => !DOMAINS[name].includes(other));
  return [
    {
      name: `${name}-imports-only-its-line`,
      comment: `lib/${name} may import of the domains: ${DOMAINS[name].join(", ") || "none"}`,
      severity: "error",
      from: { path: `^lib/${name}/` },
      to: { path: `^lib/(${strangers.join("|")})/` },
    },
    {
      name: `${name}-enters-by-the-front-door`,
      comment: "Another domain is entered through its index.ts or schemas.ts",
      severity: "error",
      from: { path: `^lib/${name}/` },
      // What helps tests of one domain helps those of the ones above; only tests may import it at all.
      to: { path: `^lib/(${others.join("|")})/`, pathNot: `${FRONT_DOOR}|/test-[^/]+[.]ts$` },
    },
  ];
});

module.exports = {
  forbidden: [
    ...domainRules,
    {
      name: "lib-folder-is-known",
      comment: "A folder of lib is a domain of the table, platform, client, runtime or demo-data",
      severity: "error",
      from: { path: "^lib/", pathNot: `^lib/(${NAMES.join("|")}|platform|client|runtime|demo-data)/` },
      to: {},
    },
    {
      name: "platform-knows-no-product",
      severity: "error",
      from: { path: "^lib/platform/" },
      to: { path: `${ANY_DOMAIN}|^lib/(client|runtime|demo-data)/|^(app|components|simulator|bench)/` },
    },
    {
      name: "lib-imports-no-page",
      comment: "Imports point down: app, components, lib/client, schemas",
      severity: "error",
      from: { path: "^lib/", pathNot: TESTS },
      to: {
        path: "^(app|components|e2e|bench|simulator|scripts)/|^(server|static-files|explain-refused-method|instrumentation)[.]ts$",
      },
    },
    {
      name: "domains-do-not-know-the-browser",
      severity: "error",
      from: { path: ANY_DOMAIN },
      to: { path: "^lib/client/" },
    },
    {
      name: "client-sees-schemas-only",
      comment: "lib/client runs in the browser: of the rest of lib it may import schemas.ts",
      severity: "error",
      from: { path: "^lib/client/" },
      to: { path: "^lib/", pathNot: `${SCHEMAS}|^lib/client/` },
    },
    {
      name: "components-see-client-and-schemas-only",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|lib)/", pathNot: `${SCHEMAS}|^lib/client/` },
    },
    {
      name: "schemas-stay-in-the-browser",
      comment:
        "schemas.ts is loaded by the browser: at run time it imports zod, schemas and browser-safe platform files",
      severity: "error",
      from: { path: SCHEMA_PARTS },
      to: {
        pathNot: `${SCHEMA_PARTS}|${BROWSER_SAFE_PLATFORM}|^node_modules/zod/`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "app-enters-by-the-front-door",
      severity: "error",
      from: { path: "^app/" },
      to: { path: ANY_DOMAIN, pathNot: FRONT_DOOR },
    },
    {
      name: "runtime-is-wired-once",
      comment: "lib/runtime wires everything; only instrumentation.ts and app may start or mount it",
      severity: "error",
      from: { pathNot: "^(lib/runtime|app)/|^instrumentation[.]ts$" },
      to: { path: "^lib/runtime/" },
    },
    {
      name: "runtime-enters-by-the-front-door",
      severity: "error",
      from: { path: "^lib/runtime/" },
      to: { path: ANY_DOMAIN, pathNot: `${FRONT_DOOR}|/test-[^/]+[.]ts$` },
    },
    {
      name: "server-imports-next-and-node-only",
      comment: "A directly started file gets its own copy of every module: resources are read from globalThis instead",
      severity: "error",
      from: { path: "^(server|static-files|explain-refused-method)[.]ts$" },
      to: { pathNot: "^node_modules/next/|^(static-files|explain-refused-method)[.]ts$", dependencyTypesNot: ["core"] },
    },
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-import-of-tests",
      severity: "error",
      from: { pathNot: `${TESTS}|/__fixtures__/|^(e2e|scripts|bench)/` },
      to: { path: `${TESTS}|/__fixtures__/` },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "product-needs-no-dev-package",
      severity: "error",
      from: { path: "^(app|components|lib)/|^(server|instrumentation)[.]ts$", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^([.]next|dist|data|coverage|test-results|playwright-report)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
