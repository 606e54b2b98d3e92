-- The first day of the bucket of a day.
CREATE OR REPLACE MACRO bucket(unit, day, week_start) AS
  CASE unit WHEN 'day' THEN day::VARCHAR WHEN 'week' THEN (day - ((isodow(day) - week_start + 7) % 7)::INTEGER)::VARCHAR
    WHEN 'month' THEN date_trunc('month', day)::DATE::VARCHAR END;

-- Rows that may be seen in a module: of a visible day of their creator, or of a room that shows by itself.
CREATE OR REPLACE TABLE visible AS
SELECT f.*, g.module, len(g.reasons) = 0 AS of_creator
FROM facts f
JOIN gates g ON g.s = f.s AND g.creator = f.creator AND g.day = f.day
LEFT JOIN room_gates rg ON rg.s = f.s AND rg.module = g.module AND rg.creator = f.creator AND rg.day = f.day AND rg.room = f.room
WHERE (len(g.reasons) = 0 OR rg.room IS NOT NULL) AND g.module <> 'everything';

INSERT INTO visible BY NAME
SELECT * REPLACE (coalesce(creator, 'others') AS creator), 'everything' AS module, TRUE AS of_creator
FROM facts WHERE s IN (SELECT s FROM asked WHERE module = 'everything');

-- A video that never was public is posted to nobody: where contents are told apart it has a row without a figure (VID-5).
CREATE OR REPLACE TABLE unseen_posts AS
SELECT v.* FROM visible v SEMI JOIN never_public USING (s, video) WHERE v.feed = 'videos';

DELETE FROM visible WHERE (s, video) IN (SELECT (s, video) FROM never_public);

-- The rows that count for each question: of its days, its filters, and visible (ACC-6).
CREATE OR REPLACE TABLE picked AS
SELECT a.q, p.cycle, f.* EXCLUDE (module), a.f_affiliation IS NOT NULL AND f.affiliation IS NULL AS vague,
  [CASE WHEN a.by_creator THEN f.creator END,
   CASE WHEN a.by_channel THEN f.channel END,
   CASE WHEN a.by_content THEN CASE WHEN f.room IS NOT NULL THEN 'room ' || f.room WHEN f.video IS NOT NULL THEN 'video ' || f.video END END,
   CASE WHEN a.by_product THEN f.product END,
   CASE WHEN a.by_shop THEN f.shop END,
   bucket(a.by_time, f.day, a.week_start)] AS key,
  NOT ((a.by_content AND f.room IS NULL AND f.video IS NULL) OR (a.by_product AND f.product IS NULL) OR (a.by_shop AND f.shop IS NULL)) AS placed
FROM asked a
JOIN period p USING (s, q)
JOIN visible f ON f.s = a.s AND f.module = a.module AND f.day >= p.f AND f.day < p.t
WHERE (f.of_creator OR NOT a.by_creator OR a.by_content)  -- a room that shows by itself shows nothing of its creator
  AND (a.f_creators IS NULL OR list_contains(a.f_creators, f.creator))
  AND (a.f_channels IS NULL OR list_contains(a.f_channels, f.channel))
  AND (a.f_rooms IS NULL AND a.f_videos IS NULL OR list_contains(a.f_rooms, f.room) OR list_contains(a.f_videos, f.video))
  AND (a.f_products IS NULL OR list_contains(a.f_products, f.product))
  AND (a.f_shops IS NULL OR list_contains(a.f_shops, f.shop))
  AND (a.f_affiliation IS NULL OR f.affiliation IS NULL OR a.f_affiliation = f.affiliation);

-- Creators with a day to be seen, or a room by itself, and why the others are hidden.
CREATE OR REPLACE TABLE seen AS
SELECT a.s, a.q, p.cycle, bucket(a.by_time, g.day, a.week_start) AS bucket, g.creator, count(*) FILTER (len(g.reasons) = 0) AS visible,
  count(*) FILTER (o.day IS NOT NULL) AS by_room,
  count(*) FILTER (len(g.reasons) > 0) AS hidden, list_sort(list_distinct(flatten(list(g.reasons)))) AS reasons
FROM asked a JOIN period p USING (s, q)
JOIN gates g ON g.s = a.s AND g.module = a.module AND g.day >= p.f AND g.day < p.t
LEFT JOIN (SELECT DISTINCT s, module, creator, day FROM room_gates) o
  ON (NOT a.by_creator OR a.by_content) AND o.s = g.s AND o.module = g.module AND o.creator = g.creator AND o.day = g.day
WHERE a.f_creators IS NULL OR list_contains(a.f_creators, g.creator)
GROUP BY ALL;

CREATE OR REPLACE TABLE late AS SELECT unnest(['refund_orders', 'refund_items', 'refund_gmv', 'settlement_gmv']) AS measure;

-- Rows of hidden creators move neither which source counts nor how far it reaches (ACC-6). `sure` rows may be seen themselves; the
-- others are hidden rows of creators of whom something may be seen: of them the rules do not say whether they tell how far a source reaches.
CREATE OR REPLACE TABLE telling AS
SELECT a.s, a.q, f.feed, f.measure, f.day, bool_or(coalesce(v.of_creator, FALSE) AND f.measure NOT IN (FROM late)) AS sure
FROM asked a
JOIN facts f ON f.s = a.s AND (f.feed <> 'activity' OR f.value IS NOT NULL)
  AND (a.module = 'everything' OR (f.s, f.creator) IN (SELECT (s, creator) FROM requests WHERE state = 'in_force'))
LEFT JOIN visible v ON v.id = f.id AND v.module = a.module
GROUP BY ALL;

CREATE OR REPLACE TABLE readings AS SELECT unnest([TRUE, FALSE]) AS sure;

-- The days a source covers: declared, or else from its first row to its last.
CREATE OR REPLACE TABLE covered AS
SELECT r.sure, a.s, a.q, d.feed, d.f, d.t FROM readings r, asked a JOIN declared d USING (s)
UNION ALL
SELECT r.sure, s, q, feed, min(day), max(day) + 1 FROM readings r JOIN telling t ON t.sure OR NOT r.sure
WHERE (s, feed) NOT IN (SELECT (s, feed) FROM declared) GROUP BY ALL;

-- One source a measure (decision 0006): the only one that tells it, else the first that is declared complete for every day asked.
CREATE OR REPLACE TABLE both_sources AS
WITH candidate AS (
  SELECT f.sure, p.s, p.q, p.measure, f.feed, t.rank, bool_or(f.held) AS held
  FROM asked_parts p
  JOIN (VALUES ('orders', 1), ('interactions', 2), ('activity', 3), ('rooms', 4), ('videos', 5)) AS t(feed, rank) ON TRUE
  JOIN feed_tells w ON w.feed = t.feed AND w.measure = p.measure
  JOIN asked a ON a.s = p.s AND a.q = p.q
  JOIN (SELECT DISTINCT r.sure, s, q, feed, measure, TRUE AS held FROM readings r JOIN telling t ON t.sure OR NOT r.sure
        UNION SELECT r.sure, a.s, a.q, d.feed, NULL, FALSE FROM readings r, asked a JOIN declared d USING (s)) f
    ON f.s = p.s AND f.q = p.q AND f.feed = t.feed AND (w.always OR f.measure = p.measure)
  GROUP BY ALL),
gaps AS (
  SELECT c.s, c.q, c.feed, count(*) AS days
  FROM (SELECT DISTINCT s, q, feed FROM candidate) c
  JOIN period p ON p.s = c.s AND p.q = c.q
  JOIN asked a ON a.s = p.s AND a.q = p.q AND (a.compare OR p.cycle = 'now')
  JOIN asked_days d ON d.s = p.s AND d.day >= p.f AND d.day < p.t
  WHERE NOT EXISTS (SELECT 1 FROM declared k WHERE k.s = d.s AND k.feed = c.feed AND k.f <= d.day AND d.day < k.t)
  GROUP BY ALL)
SELECT c.sure, c.s, c.q, c.measure, count(*) AS many, bool_and(c.held) AS held,
  CASE WHEN count(*) = 1 THEN any_value(c.feed) ELSE arg_min(c.feed, c.rank) FILTER (coalesce(g.days, 0) = 0) END AS feed,
  list(c.feed ORDER BY c.rank) AS feeds
FROM candidate c LEFT JOIN gaps g USING (s, q, feed) GROUP BY ALL;

CREATE OR REPLACE TABLE sources AS
SELECT s, q, measure, any_value(feed) AS feed, bool_and(feed IS NOT NULL) AS told, count(*) = 2 AND count(DISTINCT coalesce(feed, '')) = 1
  AND bool_and(held OR many = 1) AS stated,  -- of a complete source without a row that shows, beside another, nothing is said
  
  bool_or((s, feed) IN (SELECT (s, feed) FROM declared)) AS said
FROM both_sources GROUP BY ALL;

CREATE OR REPLACE TABLE cells AS
WITH mine AS (
  SELECT k.s, k.q, k.cycle, k.key, k.feed, p.measure, p.channel, k.value, k.n, k.conflict, k.person, k.subject, k.product, k.vague
  FROM picked k
  JOIN sources x ON x.s = k.s AND x.q = k.q AND x.feed = k.feed
  JOIN asked_parts p ON p.s = k.s AND p.q = k.q AND p.measure = x.measure AND (p.channel IS NULL OR p.channel = k.channel)
  WHERE k.placed AND k.measure = p.measure)
SELECT s, q, cycle, key, measure, channel, bool_or(conflict) AS conflict,
  bool_or(vague OR feed = 'activity' AND value IS NULL AND NOT conflict) AS absent,
  CASE WHEN measure IN ('viewers', 'product_reach', 'product_clickers', 'buyers', 'engaged') THEN count(DISTINCT person)
       WHEN measure = 'orders' THEN count(DISTINCT subject)
       WHEN measure IN ('livestreams', 'videos') THEN count(DISTINCT subject)
       WHEN measure = 'products_sold' THEN count(DISTINCT product)
       ELSE sum(value * n) END::HUGEINT AS value
FROM mine GROUP BY s, q, cycle, key, measure, channel;

-- Users that engaged at least twice.
INSERT INTO cells BY NAME
SELECT s, q, cycle, key, 'engaged_again' AS measure, channel, bool_or(conflict) AS conflict, bool_or(absent) AS absent,
  count(*) FILTER (times >= 2) AS value
FROM (
  SELECT k.s, k.q, k.cycle, k.key, p.channel, k.person, sum(k.n) AS times, bool_or(k.conflict) AS conflict, bool_or(k.vague) AS absent
  FROM picked k
  JOIN sources x ON x.s = k.s AND x.q = k.q AND x.measure = 'engaged' AND x.feed = k.feed
  JOIN asked_parts p ON p.s = k.s AND p.q = k.q AND p.measure = 'engaged_again' AND (p.channel IS NULL OR p.channel = k.channel)
  WHERE k.placed AND k.measure = 'engaged' GROUP BY ALL)
GROUP BY ALL;

-- Groups that some row tells, of a measure that is asked.
CREATE OR REPLACE TABLE told AS SELECT DISTINCT s, q, cycle, key FROM cells;

INSERT INTO told
SELECT DISTINCT p.s, p.q, p.cycle, [CASE WHEN a.by_creator THEN u.creator END, CASE WHEN a.by_channel THEN u.channel END, 'video ' || u.video, NULL, NULL, NULL]
FROM asked a JOIN period p USING (s, q)
JOIN asked_parts w ON w.s = a.s AND w.q = a.q AND w.measure = 'videos'
JOIN unseen_posts u ON u.s = a.s AND u.module = a.module AND u.day >= p.f AND u.day < p.t
WHERE a.by_content AND NOT a.by_product AND NOT a.by_shop AND a.by_time IS NULL AND a.f_products IS NULL AND a.f_shops IS NULL
  AND (a.f_creators IS NULL OR list_contains(a.f_creators, u.creator)) AND (a.f_channels IS NULL OR list_contains(a.f_channels, 'video'))
  AND (a.f_rooms IS NULL AND a.f_videos IS NULL OR list_contains(a.f_videos, u.video));

-- How many days of each bucket a source covers.
CREATE OR REPLACE TABLE coverage AS
SELECT p.s, p.q, p.cycle, x.measure,
  bucket(a.by_time, d.day, a.week_start) AS bucket,
  count(*) FILTER (EXISTS (
    SELECT 1 FROM covered k WHERE k.sure AND k.s = x.s AND k.q = x.q AND k.feed = x.feed AND k.f <= d.day AND d.day < k.t)) AS surely,
  count(*) FILTER (EXISTS (
    SELECT 1 FROM covered k WHERE NOT k.sure AND k.s = x.s AND k.q = x.q AND k.feed = x.feed AND k.f <= d.day AND d.day < k.t)) AS perhaps
FROM period p JOIN asked a USING (s, q) JOIN sources x USING (s, q)
JOIN asked_days d ON d.s = p.s AND d.day >= p.f AND d.day < p.t
GROUP BY ALL;

CREATE OR REPLACE TABLE sellers AS
SELECT s, q, cycle, key, count(*) FILTER (gmv > 0) AS sold, bool_or(conflict) AS conflict, bool_or(absent) AS absent FROM (
  SELECT k.s, k.q, k.cycle, k.key, k.creator, sum(k.value * k.n) AS gmv, bool_or(k.conflict) AS conflict,
    bool_or(k.value IS NULL AND NOT k.conflict) AS absent
  FROM picked k JOIN sources x ON x.s = k.s AND x.q = k.q AND x.measure = 'gmv' AND x.feed = k.feed
  WHERE k.measure = 'gmv' AND k.placed AND k.of_creator GROUP BY ALL) GROUP BY ALL;

CREATE OR REPLACE TABLE on_air AS
SELECT s, q, cycle, key, count(DISTINCT creator) AS many FROM picked WHERE measure = 'livestreams' AND placed AND of_creator GROUP BY ALL;

-- Product clicks over views of single rooms and videos, those without views left out.
CREATE OR REPLACE TABLE rates AS
SELECT s, q, cycle, key, kind, list([clicks, views]) FILTER (views > 0 AND content IS NOT NULL) AS pairs,
  bool_or(content IS NULL AND of_activity) AS loose, bool_or(conflict) AS conflict, bool_or(absent) AS absent FROM (
  SELECT k.s, k.q, k.cycle, k.key, bool_or(k.feed = 'activity') AS of_activity,
    CASE k.channel WHEN 'live' THEN 'room' ELSE 'video' END AS kind, coalesce(k.room, k.video) AS content,
    coalesce(sum(k.value * k.n) FILTER (k.measure = 'product_clicks'), 0)::BIGINT AS clicks,
    coalesce(sum(k.value * k.n) FILTER (k.measure = 'views'), 0)::BIGINT AS views, bool_or(k.conflict) AS conflict,
    bool_or(k.feed = 'activity' AND k.value IS NULL AND NOT k.conflict) AS absent
  FROM picked k JOIN sources x ON x.s = k.s AND x.q = k.q AND x.measure = k.measure AND x.feed = k.feed
  WHERE k.measure IN ('product_clicks', 'views') AND k.channel IN ('live', 'video') AND k.placed GROUP BY ALL) GROUP BY ALL;
