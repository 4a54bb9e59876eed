SELECT legacy.total AS legacy, target.total AS target
FROM (SELECT count(*) AS total FROM {{ source('legacy', 'claims') }}) AS legacy,
  (SELECT count(*) AS total FROM {{ source('target', 'claims') }}) AS target
WHERE legacy.total <> target.total
