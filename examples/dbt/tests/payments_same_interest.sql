-- A warning up to fifty, since the two sides round halves differently and nobody has signed that yet.
{{ config(severity='error', error_if='> 50', warn_if='> 0') }}
SELECT claim_id, legacy.interest AS legacy, target.interest AS target
FROM {{ source('legacy', 'payments') }} AS legacy
JOIN {{ source('target', 'payments') }} AS target USING (claim_id)
WHERE legacy.interest IS DISTINCT FROM target.interest
