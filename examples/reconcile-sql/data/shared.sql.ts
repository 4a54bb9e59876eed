// What happened in the business, the same in both databases: a pure function of the seed and of a running number.
// Each side then writes it down in its own way, and those ways are the drift that the job is there to find.

/** Claim number `n` arrives at `epoch + n * interval`, so that topping up to now is the same act as preparing. */
export const rhythm = { epoch: '2026-01-01T00:00:00Z', claimSeconds: 57.6, orderSeconds: 43.2 } as const;

export const sharedSql = (seed: number): string => `
CREATE FUNCTION draw(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (hashint8extended(n, (salt + ${seed} * 1000)::bigint) & 2147483647)::float8 / 2147483648 $$;

CREATE FUNCTION half_even(value numeric, scale int) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN abs(value * power(10::numeric, scale)) % 1 = 0.5
       THEN round(2 * round(value * power(10::numeric, scale) / 2) / power(10::numeric, scale), scale)
       ELSE round(value, scale) END $$;

CREATE FUNCTION pick(n bigint, salt int, choices text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT choices[1 + floor(draw(n, salt) * array_length(choices, 1))::int] $$;

CREATE FUNCTION claim_truth(first bigint, last bigint) RETURNS TABLE (
  n bigint, claim_no text, at timestamptz, product text, geo text, channel text, claimant text, phone text,
  lost_on date, description text, gross numeric, currency text, own_share numeric, reserve numeric, score numeric,
  decision text, reason text, instalments int, interest numeric, late_by interval)
LANGUAGE sql STABLE AS $$
  SELECT n, 'CLM-' || lpad(n::text, 7, '0'), at,
    product, CASE WHEN draw(n, 2) < 0.7 THEN 'eu' ELSE 'uk' END,
    CASE WHEN draw(n, 3) < 0.68 THEN 'online' WHEN draw(n, 3) < 0.9 THEN 'phone' WHEN draw(n, 3) < 0.97 THEN 'broker'
      ELSE 'paper' END,
    CASE WHEN draw(n, 4) < 0.012
      THEN pick(n, 5, '{Maximiliane-Friederike,Bartholomew-Alexander,Wilhelmina-Charlotte}') || ' '
        || pick(n, 6, '{Freifrau von Hohenstein-Wallenberg,Featherstonehaugh-Cholmondeley,de la Fontaine-Grandmaison}')
      ELSE pick(n, 5, '{Anna,Ben,Clara,David,Elif,Finn,Grace,Hugo,Ines,Jonas,Katja,Liam,Mia,Noor,Oskar,Paula}') || ' '
        || pick(n, 6, '{Adams,Becker,Costa,Demir,Evans,Fischer,Groß,Hughes,Ivanov,Jones,Keller,Lindqvist,Møller,Nowak}')
    END,
    CASE WHEN draw(n, 7) < 0.025 THEN NULL ELSE '+49 30 ' || floor(1000000 + draw(n, 7) * 8999999)::text END,
    (at - interval '1 day' * floor(draw(n, 8) * 20))::date,
    pick(n, 9, CASE product WHEN 'motor' THEN '{rear-end collision,hail damage,broken windscreen,parking damage}'::text[]
      WHEN 'home' THEN '{burst pipe,storm damage,burglary,kitchen fire}' ELSE
      '{lost luggage,cancelled flight,medical treatment abroad,delayed baggage}' END),
    gross, CASE WHEN draw(n, 2) < 0.7 THEN 'EUR' ELSE 'GBP' END,
    least(gross, CASE product WHEN 'motor' THEN 150.00 WHEN 'home' THEN 100.00 ELSE 25.00 END),
    round(gross * (900 + floor(draw(n, 11) * 400)::int) / 1000, 3),
    round(draw(n, 12)::numeric, 3) + CASE WHEN draw(n, 21) < 0.03 THEN 0.0005 ELSE 0 END,
    CASE WHEN draw(n, 13) < 0.84 THEN 'covered' WHEN draw(n, 13) < 0.93 THEN 'partly' ELSE 'declined' END,
    CASE WHEN draw(n, 13) < 0.84 AND draw(n, 14) < 0.96 THEN 'standard terms' WHEN draw(n, 13) < 0.84 THEN NULL
      ELSE pick(n, 15, '{sub-limit reached,wear and tear,late notice,excluded peril}') END,
    CASE WHEN gross > 400 AND draw(n, 16) < 0.03 THEN 3 ELSE 1 END,
    CASE WHEN draw(n, 17) < 0.22 THEN round(gross * floor(draw(n, 18) * 60)::int / 10000, 3) ELSE 0 END,
    CASE WHEN draw(n, 19) < 0.012 THEN interval '1 minute' * (8 + floor(draw(n, 20) * 80)) ELSE interval '0' END
  FROM (SELECT n, timestamptz '${rhythm.epoch}' + n * interval '${rhythm.claimSeconds} seconds' AS at,
      CASE WHEN draw(n, 1) < 0.55 THEN 'motor' WHEN draw(n, 1) < 0.85 THEN 'home' ELSE 'travel' END AS product,
      round((CASE WHEN draw(n, 1) < 0.85 THEN 90 + draw(n, 10) ^ 3 * 9000
        ELSE 28 + draw(n, 10) ^ 2 * 900 END)::numeric, 2) AS gross
    FROM generate_series(first, last) AS series (n)) AS drawn $$;

CREATE FUNCTION order_truth(first bigint, last bigint) RETURNS TABLE (
  n bigint, order_no text, at timestamptz, region text, sales_channel text, total numeric, currency text, status text,
  changed_at timestamptz, sku text, quantity int, warehouse text, template text, note text, late_by interval)
LANGUAGE sql STABLE AS $$
  SELECT n, 'ORD-' || lpad(n::text, 8, '0'), at,
    CASE WHEN draw(n, 31) < 0.5 THEN 'emea' WHEN draw(n, 31) < 0.85 THEN 'amer' ELSE 'apac' END,
    CASE WHEN draw(n, 32) < 0.72 THEN 'web' ELSE 'store' END,
    12 + floor(draw(n, 33) * 400000)::int / 1000.000,
    CASE WHEN draw(n, 31) < 0.5 THEN 'EUR' WHEN draw(n, 31) < 0.85 THEN 'USD' ELSE 'JPY' END,
    CASE WHEN draw(n, 34) < 0.9 THEN 'shipped' WHEN draw(n, 34) < 0.97 THEN 'packed' ELSE 'cancelled' END,
    at + interval '1 second' * floor(draw(n, 35) * 40),
    'SKU-' || lpad(floor(draw(n, 36) * 900)::text, 4, '0'), 1 + floor(draw(n, 37) * 4)::int,
    pick(n, 38, '{BER-1,RTM-2,OHI-1,NRT-3}'), pick(n, 39, '{order-confirmed,order-shipped,delivery-window}'),
    CASE WHEN draw(n, 40) < 0.03 THEN NULL ELSE pick(n, 41, '{gift,leave at door,call on arrival,signature}') END,
    CASE WHEN draw(n, 42) < 0.006 THEN interval '1 minute' * (2 + floor(draw(n, 43) * 20)) ELSE interval '0' END
  FROM (SELECT n, timestamptz '${rhythm.epoch}' + n * interval '${rhythm.orderSeconds} seconds' AS at
    FROM generate_series(first, last) AS series (n)) AS drawn $$;
`;
