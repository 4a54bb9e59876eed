-- The last full day (UTC) of claims and payments on legacy, under the names that both sides share. Codes and fixed
-- widths are undone; nothing else is, since which differences are harmless is for the signed-off rules to say.
CREATE SCHEMA IF NOT EXISTS compare;

CREATE OR REPLACE VIEW compare.claims AS
SELECT rtrim(clm_no) AS claim_id, prod_ln AS product_line, geo AS geography, chan AS channel,
  rtrim(clmt_nm) AS claimant_name, phone, loss_dt AS loss_date, recv_ts AS received_at, descr AS description
FROM clm_claim
WHERE ld_ts >= date_trunc('day', now(), 'UTC') - interval '24 hours' AND ld_ts < date_trunc('day', now(), 'UTC');

CREATE OR REPLACE VIEW compare.payments AS
SELECT rtrim(clm_no) AS claim_id, prod_ln AS product_line, geo AS geography, amount, rtrim(ccy) AS currency, interest,
  rtrim(payee) AS payee_name
FROM pay_decision
WHERE ld_ts >= date_trunc('day', now(), 'UTC') - interval '24 hours' AND ld_ts < date_trunc('day', now(), 'UTC');
