import type { TestDatabase } from "@/lib/platform/db/test-database";

type Filling = { task: string; rows: number; labels: number; now: Date };

/**
 * Writes candidates for training examples with SQL alone: a tenth is reviewed, one of twenty is in conflict, one of ten
 * looks like another, by forty givers.
 */
export async function fillExamples(
  { pool }: Pick<TestDatabase, "pool">,
  organizationId: string,
  { task, rows, labels, now }: Filling,
): Promise<void> {
  await pool.query(
    `INSERT INTO pool_examples (organization_id, id, task_slug, text, text_hash, bands, label, predicted_label, confidence,
       source, giver, origin, state, vote_count, agreement, quality, informativeness, is_conflicting, near_id,
       near_similarity, suspicion, suspected_label, reviewed_by, reviewed_at, created_at, updated_at)
     SELECT $1::uuid, id, $2, 'Request ' || n || ' about the matter ' || md5(n::text) || ', which is urgent to me', md5(n::text),
       ARRAY[hashint8(n), hashint8(n + 1), hashint8(n + 2), hashint8(n + 3)], 'label_' || n % $4::int,
       'label_' || (n + n % 3) % $4::int, (n % 100) / 100.0, (ARRAY['user', 'user', 'expert', 'automated'])[1 + n % 4],
       'ref:agent-' || n % 40, 'feedback', CASE WHEN n % 10 = 0 THEN 'accepted' ELSE 'pending' END, 1, 0.6, 0.7,
       (abs(hashint8(n)) % 1000) / 1000.0, n % 20 = 0, CASE WHEN n % 10 = 3 THEN id END,
       CASE WHEN n % 10 = 3 THEN 0.93 END, (n % 50) / 50.0, 'label_' || (n + 1) % $4::int,
       CASE WHEN n % 10 = 0 THEN 'bench' END, CASE WHEN n % 10 = 0 THEN at END, at, at
     FROM (SELECT n, $5::timestamptz - make_interval(secs => n) AS at,
         ('0190' || lpad(to_hex(n), 8, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid AS id
       FROM generate_series(1, $3::int8) AS n) AS numbered`,
    [organizationId, task, rows, labels, now],
  );
}
