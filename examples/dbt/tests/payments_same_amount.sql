SELECT claim_id, legacy.amount AS legacy, target.amount AS target
FROM {{ source('legacy', 'payments') }} AS legacy
JOIN {{ source('target', 'payments') }} AS target USING (claim_id)
WHERE legacy.amount IS DISTINCT FROM target.amount
