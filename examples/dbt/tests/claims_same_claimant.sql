SELECT claim_id, legacy.claimant_name AS legacy, target.claimant_name AS target
FROM {{ source('legacy', 'claims') }} AS legacy
JOIN {{ source('target', 'claims') }} AS target USING (claim_id)
WHERE legacy.claimant_name IS DISTINCT FROM target.claimant_name
