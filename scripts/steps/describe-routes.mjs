import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { inRoot, root } from "./root.mjs";

const ROUTES = "app/api/v1";
const GENERATOR = ["scripts/generate-routes.mjs", "scripts/steps/describe-routes.mjs"];
const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH"];

const relative = (file) => path.relative(root, file).split(path.sep).join("/");

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(place);
    else yield place;
  }
}

/** Every route file of the API, in order of path. */
export function routeFiles() {
  return [...filesUnder(inRoot(ROUTES))]
    .filter((file) => path.basename(file) === "route.ts")
    .map(relative)
    .sort();
}

/** Changes when anything does that decides the list: routes, schemas, and this file. */
export function routesHash() {
  const schemas = [...filesUnder(inRoot("lib"))].filter((file) => /schemas?\.ts$/.test(file)).map(relative);
  const hash = createHash("sha256");
  for (const file of [...routeFiles(), ...schemas.sort(), ...GENERATOR]) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(inRoot(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** `app/api/v1/tasks/[slug]/route.ts` serves `/api/v1/tasks/{slug}`. */
const pathOf = (file) =>
  file
    .replace(/^app/, "")
    .replace(/\/route\.ts$/, "")
    .replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");

/**
 * For each route file its path and, per method, the docstring of the handler (`text`) and of the fields of its
 * `query` and `body`, by path (`constraints.minQuality`). Read from the source: at run time comments are gone.
 */
export async function describeRoutes(files) {
  const { default: ts } = await import("typescript");
  const reader = new SchemaReader(ts);
  return files.map((file) => ({ file, path: pathOf(file), docs: handlerDocs(ts, reader, file) }));
}

function handlerDocs(ts, reader, file) {
  const docs = {};
  const source = reader.parse(file);
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration] = statement.declarationList.declarations;
    const name = declaration?.name.getText(source);
    if (!METHODS.includes(name)) continue;
    docs[name] = { text: docOf(ts, statement), query: {}, body: {} };
    const options = declaration.initializer?.arguments?.[0];
    if (!options || !ts.isObjectLiteralExpression(options)) continue;
    for (const property of options.properties) {
      const key = property.name?.getText(source);
      const part = { query: "query", body: "body", describedBody: "body" }[key];
      if (part) docs[name][part] = reader.fieldDocs(property.initializer, source);
    }
  }
  return docs;
}

/** The docstring before a statement or a property, as one paragraph of plain lines. */
function docOf(ts, node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? "").replace(/\s+/g, " ").trim();
}

/** Follows the expression of a zod schema to the object literals that name its fields. */
class SchemaReader {
  #sources = new Map();

  constructor(ts) {
    this.ts = ts;
  }

  parse(file) {
    const { ts } = this;
    const known = this.#sources.get(file);
    if (known) return known;
    const text = readFileSync(inRoot(file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    this.#sources.set(file, source);
    return source;
  }

  fieldDocs(expression, source, prefix = "", depth = 0) {
    const { ts } = this;
    const docs = {};
    if (!expression || depth > 6) return docs;
    const add = (found) => void Object.assign(docs, found);
    // It must return nothing: the walk ends at the first child for which something comes back.
    const visit = (node) => {
      if (ts.isObjectLiteralExpression(node)) {
        if (this.#namesFields(node)) add(this.#literalDocs(node, source, prefix, depth));
      } else if (ts.isIdentifier(node)) add(this.#identifierDocs(node, source, prefix, depth));
      else if (ts.isPropertyAccessExpression(node)) {
        const part = this.#partOf(node, source);
        if (part) add(this.fieldDocs(part.expression, part.source, prefix, depth + 1));
        else visit(node.expression);
      } else if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) ts.forEachChild(node, visit);
    };
    visit(expression);
    return docs;
  }

  /** The argument of `z.object(…)`, `.extend(…)`; or a bare literal of fields. Options such as `{ error }` are not. */
  #namesFields(literal) {
    const { ts } = this;
    const call = literal.parent;
    if (!ts.isCallExpression(call)) return true;
    const callee = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
    return call.arguments[0] === literal && /^(object|strictObject|looseObject|extend|safeExtend)$/.test(callee);
  }

  #literalDocs(literal, source, prefix, depth) {
    const { ts } = this;
    const docs = {};
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) {
        Object.assign(docs, this.fieldDocs(property.expression, source, prefix, depth + 1));
        continue;
      }
      const name = property.name?.getText(source).replace(/^"|"$/g, "");
      if (!name) continue;
      const text = docOf(ts, property);
      if (text) docs[`${prefix}${name}`] = text;
      const value = ts.isShorthandPropertyAssignment(property) ? property.name : property.initializer;
      Object.assign(docs, this.fieldDocs(value, source, `${prefix}${name}.`, depth + 1));
    }
    return docs;
  }

  #identifierDocs(identifier, source, prefix, depth) {
    const found = this.#definition(identifier.text, source);
    return found ? this.fieldDocs(found.expression, found.source, prefix, depth + 1) : {};
  }

  /** `fields.scope`, where `fields` is a literal of several schemas. */
  #partOf(access, source) {
    const { ts } = this;
    if (!ts.isIdentifier(access.expression)) return null;
    const whole = this.#definition(access.expression.text, source);
    if (!whole?.expression || !ts.isObjectLiteralExpression(whole.expression)) return null;
    const name = access.name.text;
    const property = whole.expression.properties.find((one) => one.name?.getText(whole.source) === name);
    return property?.initializer ? { expression: property.initializer, source: whole.source } : null;
  }

  /** Where a name of this file is defined, through imports and re-exports. */
  #definition(name, source, seen = new Set()) {
    const { ts } = this;
    if (seen.has(`${source.fileName}#${name}`)) return null;
    seen.add(`${source.fileName}#${name}`);
    for (const statement of source.statements) {
      if (ts.isVariableStatement(statement)) {
        const own = statement.declarationList.declarations.find((one) => one.name.getText(source) === name);
        if (own) return { expression: own.initializer, source };
      }
      const next = this.#forwards(statement, name, source);
      const found = next && this.#definition(next.name, next.source, seen);
      if (found) return found;
    }
    return null;
  }

  #forwards(statement, name, source) {
    const { ts } = this;
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) return null;
    const target = statement.moduleSpecifier && this.#fileOf(statement.moduleSpecifier.text, source.fileName);
    if (!target) return null;
    const bindings = isImport ? statement.importClause?.namedBindings : statement.exportClause;
    if (!bindings) return isImport ? null : { name, source: this.parse(target) };
    const element = bindings.elements?.find((one) => one.name.text === name);
    return element ? { name: (element.propertyName ?? element.name).text, source: this.parse(target) } : null;
  }

  #fileOf(specifier, from) {
    const base = specifier.startsWith("@/")
      ? specifier.slice(2)
      : specifier.startsWith(".")
        ? path.posix.join(path.posix.dirname(from), specifier)
        : null;
    return base && ([`${base}.ts`, `${base}/index.ts`].find((file) => existsSync(inRoot(file))) ?? null);
  }
}
