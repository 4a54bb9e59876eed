SELECT legacy.total AS legacy, target.total AS target
FROM (SELECT count(*) AS total FROM {{ source('legacy', 'payments') }}) AS legacy,
  (SELECT count(*) AS total FROM {{ source('target', 'payments') }}) AS target
WHERE legacy.total <> target.total
