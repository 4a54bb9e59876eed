-- The last full day (UTC) of claims and payments on target, under the names that both sides share.
CREATE SCHEMA IF NOT EXISTS compare;

CREATE OR REPLACE VIEW compare.claims AS
SELECT claim_id, product_line, geography, channel, claimant_name, phone, loss_date,
  to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS received_at, description
FROM claim
WHERE committed_at >= date_trunc('day', now(), 'UTC') - interval '24 hours'
  AND committed_at < date_trunc('day', now(), 'UTC');

CREATE OR REPLACE VIEW compare.payments AS
SELECT claim_id, product_line, geography, amount, rtrim(currency) AS currency, interest, payee_name
FROM payment_decision
WHERE committed_at >= date_trunc('day', now(), 'UTC') - interval '24 hours'
  AND committed_at < date_trunc('day', now(), 'UTC');
