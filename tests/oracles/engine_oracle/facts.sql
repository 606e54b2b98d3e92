-- What was loaded, as known at the moment asked for (ACC-16), one row a key (SRC-7), by day and creator (SRC-13).

-- Names by day. A name of the creators table has no dates.
CREATE OR REPLACE TABLE names AS
SELECT DISTINCT n.s, n.name, n.creator, coalesce(n.since, DATE '0001-01-01') AS f, coalesce(n.until, DATE '9999-12-31') AS t
FROM name_rows n JOIN store st USING (s) WHERE st.known_at IS NULL OR n.observed <= st.known_at;

CREATE OR REPLACE TABLE acts AS
WITH raw AS (
  SELECT r.s, r.load, r.observed, r.event, r.moment::TIMESTAMPTZ AS moment, r.creator, r.username, r.person, r.act,
    coalesce(r.channel, CASE WHEN r.room IS NOT NULL THEN 'live' WHEN r.video IS NOT NULL THEN 'video' END) AS channel,
    r.room, r.video, r.product, r.shop, r.affiliation,
    coalesce(r.quantity::BIGINT, 0) AS quantity, micros(coalesce(r.amount, '0')) AS amount
  FROM interaction_rows r JOIN store st USING (s) WHERE st.known_at IS NULL OR r.observed <= st.known_at),
-- With an event id: what was observed last; several versions of that moment are a conflict.
latest AS (
  SELECT DISTINCT COLUMNS(* EXCLUDE load) FROM raw WHERE event IS NOT NULL
  QUALIFY observed = max(observed) OVER (PARTITION BY s, event)),
keyed AS (SELECT *, 1 AS n, count(*) OVER (PARTITION BY s, event) > 1 AS conflict FROM latest),
-- Without: a load with m equal rows makes at least m of them.
plain AS (
  SELECT COLUMNS(* EXCLUDE (n, load, observed)), max(n) AS n FROM (
    SELECT COLUMNS(* EXCLUDE observed), count(*) AS n, NULL AS observed FROM raw WHERE event IS NULL GROUP BY ALL)
  GROUP BY ALL)
SELECT COLUMNS(* EXCLUDE observed) FROM keyed
UNION ALL BY NAME SELECT *, FALSE AS conflict FROM plain;

CREATE OR REPLACE TABLE order_lines AS
WITH raw AS (
  SELECT r.*, micros(r.amount) AS paid, micros(coalesce(r.commission, '0')) AS earned,
    micros(coalesce(r.refund_amount, '0')) AS given_back, micros(coalesce(r.settled_amount, '0')) AS settled
  FROM order_rows r JOIN store st USING (s)
  WHERE (st.known_at IS NULL OR r.observed <= st.known_at) AND r.currency = st.currency),
latest AS (
  SELECT DISTINCT COLUMNS(* EXCLUDE (load, amount, commission, refund_amount, settled_amount)) FROM raw
  QUALIFY observed = max(observed) OVER (PARTITION BY s, "order", line))
SELECT *, count(*) OVER (PARTITION BY s, "order", line) > 1 AS conflict FROM latest;

-- A bucket's key holds its creator, whichever name it came under; a row is in conflict as a whole.
CREATE OR REPLACE TABLE buckets AS
WITH raw AS (
  SELECT row_number() OVER () AS id, r.* REPLACE (coalesce(r.day, d.day) AS day)
  FROM (SELECT r.*, st.zone FROM activity_rows r JOIN store st USING (s) WHERE st.known_at IS NULL OR r.observed <= st.known_at) r
  ASOF LEFT JOIN day_starts d ON r.zone = d.zone AND coalesce(r.minute, TIMESTAMPTZ '2020-01-01 00:00:00+00') >= d.start),
named AS (
  SELECT r.id, CASE WHEN count(DISTINCT n.creator) = 1 THEN any_value(n.creator) END AS named
  FROM raw r JOIN names n ON n.s = r.s AND n.name = r.username AND n.f <= r.day AND r.day < n.t GROUP BY r.id),
keyed AS (
  SELECT r.*, [coalesce(r.creator, n.named, '? ' || r.username), r.day::VARCHAR, r.minute::VARCHAR, r.channel, r.room, r.video, r.product,
    r.shop, r.affiliation] AS row_key
  FROM raw r LEFT JOIN named n USING (id)),
latest AS (
  SELECT DISTINCT COLUMNS(* EXCLUDE (load, id)) FROM keyed QUALIFY observed = max(observed) OVER (PARTITION BY s, row_key)),
counted AS (SELECT *, count(DISTINCT coalesce(value, -1)) OVER (PARTITION BY s, row_key, measure) > 1 AS twice FROM latest)
SELECT COLUMNS(* EXCLUDE twice), bool_or(twice) OVER (PARTITION BY s, row_key) AS conflict FROM counted;

-- Every row at its moment or on its day: what happened, and how many.
CREATE OR REPLACE TABLE happened AS
SELECT 'interactions' AS feed, a.s, a.moment, NULL::DATE AS day, a.creator, a.username, a.channel, a.room, a.video, a.product, a.shop,
  a.affiliation, a.person, NULL AS subject, a.conflict, m.measure, a.n,
  CASE m.how WHEN 'one' THEN 1 WHEN 'quantity' THEN a.quantity WHEN 'amount' THEN a.amount END::HUGEINT AS value
FROM acts a JOIN (VALUES
  ('impression', 'impressions', 'one'), ('view', 'views', 'one'), ('view', 'viewers', 'user'), ('watch', 'watch_seconds', 'quantity'),
  ('finish', 'finishes', 'one'), ('enter', 'entries', 'one'), ('leave', 'leaves', 'one'), ('like', 'likes', 'one'),
  ('comment', 'comments', 'one'), ('share', 'shares', 'one'), ('like', 'engaged', 'user'), ('comment', 'engaged', 'user'),
  ('share', 'engaged', 'user'), ('follow', 'new_followers', 'one'), ('product_impression', 'product_impressions', 'one'),
  ('product_impression', 'product_reach', 'user'), ('product_click', 'product_clicks', 'one'),
  ('product_click', 'product_clickers', 'user'), ('order_created', 'orders_created', 'one'), ('purchase', 'sku_orders', 'one'),
  ('purchase', 'items_sold', 'quantity'), ('purchase', 'gmv', 'amount'), ('purchase', 'buyers', 'user'),
  ('purchase', 'products_sold', 'product'), ('refund', 'refund_orders', 'one'), ('refund', 'refund_items', 'quantity'),
  ('refund', 'refund_gmv', 'amount'), ('settlement', 'settlement_gmv', 'amount'), ('review', 'reviews', 'one'),
  ('negative_review', 'reviews', 'one'), ('negative_review', 'negative_reviews', 'one'), ('complaint', 'complaints', 'one'),
  ('drainage_view', 'drainage_pv', 'one'), ('drainage_entry', 'drainage_entries', 'one')) AS m(act, measure, how) USING (act)
UNION ALL BY NAME
-- Each act of an order counts on its own day (MET-7).
SELECT 'orders' AS feed, o.s, m.moment::TIMESTAMPTZ AS moment, o.creator, o.username, o.channel, o.room, o.video, o.product, o.shop, o.affiliation,
  CASE m.measure WHEN 'orders' THEN o."order" END AS subject, o.conflict, m.measure, 1 AS n, m.value
FROM order_lines o, LATERAL (VALUES
  ('orders_created', o.created_at, 1::HUGEINT), ('sku_orders', o.paid_at, 1), ('orders', o.paid_at, 1),
  ('items_sold', o.paid_at, o.quantity::HUGEINT), ('gmv', o.paid_at, o.paid), ('commission', o.paid_at, o.earned),
  ('products_sold', o.paid_at, 1), ('refund_orders', o.refunded_at, 1), ('refund_items', o.refunded_at, o.refund_quantity::HUGEINT),
  ('refund_gmv', o.refunded_at, o.given_back), ('settlement_gmv', o.settled_at, o.settled)) AS m(measure, moment, value)
WHERE m.moment IS NOT NULL
UNION ALL BY NAME
SELECT 'activity' AS feed, b.s, b.minute::TIMESTAMPTZ AS moment, b.day, b.creator, b.username, b.channel, b.room, b.video, b.product, b.shop,
  b.affiliation, b.conflict, b.measure, 1 AS n, b.value
FROM buckets b
UNION ALL BY NAME
SELECT feed, t.s, started::TIMESTAMPTZ AS moment, creator, username, channel, room, video, coalesce(room, video) AS subject, FALSE AS conflict,
  m.measure, 1 AS n, m.value
FROM thing_rows t JOIN store st USING (s),
  LATERAL (VALUES (CASE feed WHEN 'rooms' THEN 'livestreams' ELSE 'videos' END, 1::HUGEINT)) AS m(measure, value)
WHERE (st.known_at IS NULL OR t.observed <= st.known_at)
QUALIFY row_number() OVER (PARTITION BY t.s, feed, room, video, measure ORDER BY t.observed DESC) = 1;

CREATE OR REPLACE TABLE dated AS
SELECT h.* REPLACE (coalesce(h.day, d.day) AS day), row_number() OVER () AS id
FROM (SELECT h.*, st.zone FROM happened h JOIN store st USING (s)) h
ASOF LEFT JOIN day_starts d ON h.zone = d.zone AND coalesce(h.moment, TIMESTAMPTZ '2020-01-01 00:00:00+00') >= d.start;

-- A name is its one creator's of that day; else the row is of nobody known, kept and hidden.
CREATE OR REPLACE TABLE resolved AS
SELECT id, CASE WHEN count(DISTINCT n.creator) = 1 THEN any_value(n.creator) END AS named
FROM dated d JOIN names n ON n.s = d.s AND n.name = d.username AND n.f <= d.day AND d.day < n.t
WHERE d.username IS NOT NULL GROUP BY id;

CREATE OR REPLACE TABLE facts AS
SELECT d.* REPLACE (coalesce(d.creator, r.named) AS creator) FROM dated d LEFT JOIN resolved r USING (id);

-- The days a source covers: declared, or else from its first row to its last.
CREATE OR REPLACE TABLE declared AS
SELECT DISTINCT c.s, c.feed, c.f, c.t FROM complete_rows c JOIN store st USING (s) WHERE st.known_at IS NULL OR c.observed <= st.known_at;

-- What is told of a video stays as last told. One that is private or deleted, and of which is told that it never was public, counts in
-- nothing (VID-5).
CREATE OR REPLACE TABLE about AS
SELECT r.s, r.video, arg_max(r.visibility, r.observed) FILTER (r.visibility IS NOT NULL) AS visibility,
  arg_max(r.ever_public, r.observed) FILTER (r.ever_public IS NOT NULL) AS ever_public
FROM about_rows r JOIN store st USING (s) WHERE st.known_at IS NULL OR r.observed <= st.known_at GROUP BY ALL;

CREATE OR REPLACE TABLE never_public AS
SELECT s, video FROM about WHERE visibility IN ('private', 'deleted') AND ever_public = 'false';

-- A line that was never paid may tell what its commission would be: whether its source then tells commissions, the rules do not say.
CREATE OR REPLACE TABLE unpaid AS SELECT DISTINCT s FROM order_lines WHERE paid_at IS NULL;
