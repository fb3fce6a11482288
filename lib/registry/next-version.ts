export type PublishedVersion = { version: string; labels: readonly string[] };

/**
 * The semantic version (semver.org) after the highest published one. Callers see a model's labels, so other labels are
 * a breaking change (major) and new training on the same labels is not (minor). The first version is 1.0.0.
 */
export function nextVersion(published: readonly PublishedVersion[], labels: readonly string[]): string {
  const [latest] = [...published].sort((a, b) => compareVersions(b.version, a.version));
  if (!latest) return "1.0.0";
  const [major, minor] = parts(latest.version);
  return hasSameLabels(latest.labels, labels) ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

function parts(version: string): [number, number, number] {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (!match) throw new Error(`Not a semantic version: ${version}`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function hasSameLabels(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && a.every((label) => right.has(label));
}
