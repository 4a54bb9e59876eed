import { emptyChain, verifyChain } from '@/lib/domain/ledger/chain';
import { connectAs } from './raw';

// What must hold of a whole installation at every instant, asked of the rows themselves and by nothing of the product's.

const untiled = `
  SELECT lane_id FROM (
    SELECT lane_id, epoch, starts_at, ends_at, lag(ends_at) OVER w AS before,
           row_number() OVER w + first_value(epoch) OVER w - 1 AS expected, row_number() OVER w AS place,
           lead(epoch) OVER w IS NULL AS is_last
      FROM authority_interval WINDOW w AS (PARTITION BY lane_id ORDER BY starts_at)) AS tiles
   WHERE epoch <> expected OR (place > 1 AND before IS DISTINCT FROM starts_at)
      OR ((ends_at IS NULL) <> is_last AND NOT EXISTS (
            SELECT 1 FROM lane l JOIN decision d ON d.context_id = l.context_id AND d.kind = 'redraw_lanes'
             WHERE l.id = tiles.lane_id AND d.state = 'executed' AND d.effective_from = tiles.ends_at))`;

const uncovered = `
  SELECT l.id FROM lane l JOIN context c ON c.id = l.context_id
   WHERE c.stage <> 'planned' AND NOT EXISTS (SELECT 1 FROM authority_interval i WHERE i.lane_id = l.id)`;

const unstaged = `
  SELECT c.id FROM context c
    JOIN LATERAL (SELECT count(*) AS lanes, count(*) FILTER (WHERE i.side = 'target') AS moved
                    FROM lane l LEFT JOIN authority_interval i ON i.lane_id = l.id AND i.ends_at IS NULL
                   WHERE l.context_id = c.id AND (i.lane_id IS NOT NULL
                      OR NOT EXISTS (SELECT 1 FROM authority_interval e WHERE e.lane_id = l.id))) AS n ON true
   WHERE c.stage <> CASE WHEN n.moved = n.lanes AND c.stage = 'retired' THEN 'retired' WHEN n.moved = n.lanes THEN 'full' WHEN n.moved > 0 THEN 'selective' ELSE c.stage END
      OR (n.moved = 0 AND c.stage NOT IN ('planned', 'shadow', 'validated'))`;

const unexplained = `
  SELECT d.id FROM decision d WHERE d.state = 'executed' AND d.kind IN ('advance', 'rollback')
     AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = d.id::text AND e.type = 'decision.executed')`;

const doubled = `
  SELECT subject_id FROM ledger_entry WHERE type IN ('decision.executed', 'run.recorded')
   GROUP BY subject_id, type HAVING count(*) > 1`;

/** Everything that is wrong, in words; empty where all is well. `entries` is how many ledger entries were followed. */
export const audit = async (url: string): Promise<{ problems: string[]; entries: number }> => {
  const client = await connectAs(url, 'owner');
  try {
    const problems: string[] = [];
    const ask = async (problem: string, sql: string) => {
      const { rows } = await client.query(sql);
      if (rows.length > 0) problems.push(`${problem}: ${JSON.stringify(rows)}`);
    };
    await ask('lanes with a gap, an overlap or a skipped epoch', untiled);
    await ask('lanes without a side', uncovered);
    await ask('contexts whose stage does not agree with their lanes', unstaged);
    await ask('executed decisions that no entry speaks of', unexplained);
    await ask('effects that are on record twice', doubled);
    let entries = 0;
    const { rows: books } = await client.query('SELECT id, origin, size, head FROM ledger');
    for (const { id, origin, size, head } of books) {
      const { rows } = await client.query<{ bytes: Buffer }>(
        'SELECT bytes FROM ledger_entry WHERE ledger_id = $1 ORDER BY index',
        [id],
      );
      const verdict = verifyChain(
        rows.map(({ bytes }) => new Uint8Array(bytes)),
        emptyChain(origin),
      );
      if (!verdict.ok) problems.push(`${origin}: ${verdict.problem}`);
      else if (verdict.head.leaf !== head || verdict.head.next !== size)
        problems.push(`${origin}: its head is elsewhere`);
      entries += rows.length;
    }
    return { problems, entries };
  } finally {
    await client.end();
  }
};
