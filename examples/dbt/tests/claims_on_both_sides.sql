SELECT coalesce(legacy.claim_id, target.claim_id) AS claim_id
FROM {{ source('legacy', 'claims') }} AS legacy
FULL JOIN {{ source('target', 'claims') }} AS target ON target.claim_id = legacy.claim_id
WHERE legacy.claim_id IS NULL OR target.claim_id IS NULL
