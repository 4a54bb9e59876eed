// The target side: UTC throughout, NULL for what is not known, rounding half to even, and the defect of release 2.14.0:
// a settlement paid in instalments is cut into equal parts, and the cents that remain are paid to nobody. The fraud
// bands were set up with 0.605 where legacy has 0.6: nobody has decided yet which of the two is meant.

export const targetTablesSql = `
CREATE TABLE release (at timestamptz PRIMARY KEY DEFAULT clock_timestamp(), version text NOT NULL,
  pays_remainder boolean NOT NULL);
CREATE TABLE claim (claim_id text PRIMARY KEY, committed_at timestamptz NOT NULL, product_line text, geography text,
  channel text, claimant_name text, phone text, loss_date date, received_at timestamptz, description text);
CREATE TABLE coverage_decision (claim_id text PRIMARY KEY, committed_at timestamptz NOT NULL, product_line text,
  geography text, decision text, excess numeric(12, 2), reason text);
CREATE TABLE reserve (claim_id text PRIMARY KEY, committed_at timestamptz NOT NULL, product_line text, geography text,
  case_reserve numeric(12, 2), currency char(3));
CREATE TABLE fraud_score (claim_id text PRIMARY KEY, committed_at timestamptz NOT NULL, product_line text,
  geography text, score numeric(6, 4), band text);
CREATE TABLE payment_decision (claim_id text PRIMARY KEY, committed_at timestamptz NOT NULL, product_line text,
  geography text, settled numeric(12, 2), amount numeric(12, 2), currency char(3), instalments int,
  interest numeric(12, 2), payee_name text, approved_at timestamptz);
CREATE TABLE posting (claim_id text, account text, committed_at timestamptz NOT NULL, product_line text,
  geography text, amount numeric(12, 2), currency char(3), PRIMARY KEY (claim_id, account));
CREATE TABLE shop_order (order_id text PRIMARY KEY, committed_at timestamptz NOT NULL, region text, channel text,
  total numeric(12, 2), currency char(3), status text, changed_at timestamptz, sku text, quantity int,
  warehouse text, template text, note text);
CREATE INDEX ON claim (committed_at);
CREATE INDEX ON coverage_decision (committed_at);
CREATE INDEX ON reserve (committed_at);
CREATE INDEX ON fraud_score (committed_at);
CREATE INDEX ON payment_decision (committed_at);
CREATE INDEX ON posting (committed_at);
CREATE INDEX ON shop_order (committed_at);
INSERT INTO release (version, pays_remainder) VALUES ('2.14.0', false);
`;

/** What is paid for one settlement: whole, or in parts that lose the remainder. */
const paid = (settled: string, parts: string): string =>
  `CASE WHEN (SELECT pays_remainder FROM release ORDER BY at DESC LIMIT 1) THEN ${settled}
    ELSE ${parts} * trunc(${settled} / ${parts}, 2) END`;

/** Inserts what has arrived by `$3` from claim `$1` to claim `$2`: late events come with a later call. */
export const targetClaimsSql: readonly string[] = [
  `INSERT INTO claim SELECT claim_no, at, product, geo, channel, claimant, phone, lost_on,
    date_trunc('second', at), description
    FROM claim_truth($1, $2) WHERE at + late_by <= $3 ON CONFLICT DO NOTHING`,
  `INSERT INTO coverage_decision SELECT claim_no, at, product, geo, decision, own_share, reason
    FROM claim_truth($1, $2) WHERE $3::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO reserve SELECT claim_no, at, product, geo, half_even(reserve, 2), currency
    FROM claim_truth($1, $2) WHERE $3::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO fraud_score SELECT claim_no, at, product, geo, half_even(score, 4),
    CASE WHEN score >= 0.9 THEN 'refer' WHEN score >= 0.605 THEN 'watch' ELSE 'clear' END
    FROM claim_truth($1, $2) WHERE $3::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO payment_decision SELECT claim_no, at, product, geo, gross - own_share,
    ${paid('(gross - own_share)', 'instalments')}, currency, instalments, half_even(interest, 2), claimant,
    date_trunc('second', at + interval '5 minutes')
    FROM claim_truth($1, $2) WHERE decision <> 'declined' AND $3::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO posting SELECT claim_no, account, at, product, geo,
    CASE account WHEN '4010' THEN gross - own_share ELSE own_share - gross END, currency
    FROM claim_truth($1, $2), unnest('{4010,1720}'::text[]) AS account
    WHERE decision <> 'declined' AND $3::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
];

export const targetOrdersSql: readonly string[] = [
  `INSERT INTO shop_order SELECT order_no, at, region, sales_channel, half_even(total, 2), currency, status,
    date_trunc('second', changed_at), sku, quantity, warehouse,
    CASE WHEN template = 'delivery-window' AND n % 40 = 0 THEN 'order-shipped' ELSE template END, note
    FROM order_truth($1, $2) WHERE at + late_by <= $3 ON CONFLICT DO NOTHING`,
];

/** Ships 2.14.1, which pays the remainder with the last part, and pays what was lost so far. */
export const fixSql: readonly string[] = [
  `INSERT INTO release (version, pays_remainder) VALUES ('2.14.1', true)`,
  'UPDATE payment_decision SET amount = settled WHERE amount <> settled',
];

/** Goes back to 2.14.0: the defect returns, for all that is stored as well. */
export const breakSql: readonly string[] = [
  `INSERT INTO release (version, pays_remainder) VALUES ('2.14.0', false)`,
  `UPDATE payment_decision SET amount = instalments * trunc(settled / instalments, 2) WHERE instalments > 1`,
];
