// The legacy side: short names, fixed widths, local time where the scanning line stamps it, rounding half up, and one
// rule that nobody wrote down: travel claims below 50 are paid without an excess.

export const legacyTablesSql = `
CREATE TABLE clm_claim (clm_no char(11) PRIMARY KEY, ld_ts timestamptz NOT NULL, prod_ln text, geo text, chan text,
  clmt_nm char(40), phone text NOT NULL, loss_dt date, recv_ts text, descr text);
CREATE TABLE clm_cover (clm_no char(11) PRIMARY KEY, ld_ts timestamptz NOT NULL, prod_ln text, geo text, dcsn char(1),
  excess numeric(12, 2), rsn text NOT NULL);
CREATE TABLE clm_reserve (clm_no char(11) PRIMARY KEY, ld_ts timestamptz NOT NULL, prod_ln text, geo text,
  case_rsv numeric(12, 2), ccy char(3));
CREATE TABLE frd_score (clm_no char(11) PRIMARY KEY, ld_ts timestamptz NOT NULL, prod_ln text, geo text,
  score numeric(5, 3), band text);
CREATE TABLE pay_decision (clm_no char(11) PRIMARY KEY, ld_ts timestamptz NOT NULL, prod_ln text, geo text,
  amount numeric(12, 2), ccy char(3), parts int, interest numeric(12, 2), payee char(40), appr_ts text);
CREATE TABLE gl_posting (clm_no char(11), acct text, ld_ts timestamptz NOT NULL, prod_ln text, geo text,
  amount numeric(12, 2), ccy char(3), PRIMARY KEY (clm_no, acct));
CREATE TABLE ord_order (ord_no text PRIMARY KEY, ld_ts timestamptz NOT NULL, region text, chan text,
  total numeric(12, 2), ccy char(3), status text, chg_ts text, sku text, qty int, whse text, tmpl text,
  note text NOT NULL);
CREATE INDEX ON clm_claim (ld_ts);
CREATE INDEX ON clm_cover (ld_ts);
CREATE INDEX ON clm_reserve (ld_ts);
CREATE INDEX ON frd_score (ld_ts);
CREATE INDEX ON pay_decision (ld_ts);
CREATE INDEX ON gl_posting (ld_ts);
CREATE INDEX ON ord_order (ld_ts);
`;

const utc = (column: string): string => `to_char((${column}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const berlin = (column: string): string => `to_char((${column}) AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI:SS')`;
const stamp = (column: string): string => `CASE WHEN channel = 'paper' THEN ${berlin(column)} ELSE ${utc(column)} END`;

/** Excess as legacy has taken it for twenty years. */
const excess = `CASE WHEN product = 'travel' AND gross < 50 THEN 0 ELSE own_share END`;

/** Inserts what happened from claim `$1` to claim `$2`; what is there already stays. */
export const legacyClaimsSql: readonly string[] = [
  `INSERT INTO clm_claim SELECT claim_no, at, product, geo, channel, left(claimant, 40), coalesce(phone, ''), lost_on,
    ${stamp('at')}, description FROM claim_truth($1, $2) ON CONFLICT DO NOTHING`,
  `INSERT INTO clm_cover SELECT claim_no, at, product, geo,
    CASE decision WHEN 'covered' THEN 'C' WHEN 'partly' THEN 'P' ELSE 'D' END, ${excess}, coalesce(reason, '')
    FROM claim_truth($1, $2) ON CONFLICT DO NOTHING`,
  `INSERT INTO clm_reserve SELECT claim_no, at, product, geo, round(reserve, 2), currency
    FROM claim_truth($1, $2) ON CONFLICT DO NOTHING`,
  `INSERT INTO frd_score SELECT claim_no, at, product, geo, round(score, 3),
    CASE WHEN round(score, 3) >= 0.9 THEN 'refer' WHEN round(score, 3) >= 0.6 THEN 'watch' ELSE 'clear' END
    FROM claim_truth($1, $2) ON CONFLICT DO NOTHING`,
  `INSERT INTO pay_decision SELECT claim_no, at, product, geo, gross - own_share, currency, instalments,
    round(interest, 2), left(claimant, 40), ${stamp("at + interval '5 minutes'")}
    FROM claim_truth($1, $2) WHERE decision <> 'declined' ON CONFLICT DO NOTHING`,
  `INSERT INTO gl_posting SELECT claim_no, account, at, product, geo,
    CASE account WHEN '4010' THEN gross - own_share ELSE own_share - gross END, currency
    FROM claim_truth($1, $2), unnest('{4010,1720}'::text[]) AS account
    WHERE decision <> 'declined' ON CONFLICT DO NOTHING`,
];

export const legacyOrdersSql: readonly string[] = [
  `INSERT INTO ord_order SELECT order_no, at, region, sales_channel, round(total, 2), currency, status,
    CASE WHEN sales_channel = 'store' AND region = 'emea' AND n % 8 = 0 THEN ${berlin('changed_at')}
      ELSE ${utc('changed_at')} END,
    sku, quantity, warehouse, template, coalesce(note, '') FROM order_truth($1, $2) ON CONFLICT DO NOTHING`,
];
