-- One row a creator and a day that is asked about or that a row is of, with every gate (ACC-15).
CREATE OR REPLACE TABLE asked_days AS
SELECT DISTINCT s, f + i::INTEGER AS day FROM period, range(0, 400) AS r(i) WHERE f + i::INTEGER < t;

CREATE OR REPLACE TABLE all_days AS SELECT s, day FROM asked_days UNION SELECT s, day FROM facts;

CREATE OR REPLACE TABLE creator_days AS
WITH pair AS (SELECT c.s, c.creator, d.day FROM creators c JOIN all_days d USING (s)),
contract AS (
  SELECT DISTINCT p.s, p.creator, p.day FROM pair p
  JOIN contracts c ON c.s = p.s AND c.creator = p.creator AND c.f <= p.day AND p.day < c.t),
authorization_ AS (
  SELECT p.s, p.creator, p.day,
    coalesce(bool_or(r.state = 'in_force' AND r.f <= p.day AND p.day < r.t), FALSE) AS granted,
    coalesce(bool_or(r.state = 'request_pending' AND r.f <= p.day AND p.day < r.t), FALSE) AS pending,
    arg_max(r.state, (r.sent, r.request)) FILTER (r.f <= p.day AND p.day < r.t) AS last_state,
    coalesce(bool_or(r.state = 'in_force'), FALSE) AS elsewhere
  FROM pair p LEFT JOIN requests r ON r.s = p.s AND r.creator = p.creator AND r.room IS NULL
  GROUP BY ALL)
SELECT a.s, a.creator, a.day,
  c.region IS NOT NULL AND list_contains(st.restricted, c.region) AS region_restricted,
  k.day IS NULL AS not_under_contract,
  CASE WHEN granted THEN NULL WHEN pending THEN 'request_pending' WHEN last_state IS NOT NULL THEN last_state
       WHEN elsewhere THEN 'outside_authorized_period' ELSE 'not_authorized' END AS unauthorized,
  CASE WHEN a.day > st.today THEN 'not_yet_published' WHEN a.day >= st.today THEN 'aggregate_not_yet' END AS too_early,
  a.day < st.retention AS out_of_retention
FROM authorization_ a
JOIN store st USING (s)
JOIN creators c USING (s, creator)
LEFT JOIN contract k ON k.s = a.s AND k.creator = a.creator AND k.day = a.day;

-- Per module: contracts bound it or not (ACC-12). `reasons` is empty where the day is visible.
CREATE OR REPLACE TABLE gates AS
SELECT d.s, m.module, d.creator, d.day, list_filter([
    CASE WHEN region_restricted THEN 'region_restricted' END,
    CASE WHEN not_under_contract AND m.bound THEN 'not_under_contract' END,
    unauthorized,
    too_early,
    CASE WHEN out_of_retention THEN 'out_of_retention' END], lambda x: x IS NOT NULL) AS reasons
FROM creator_days d JOIN modules m USING (s);

-- A room with an authorization of its own shows where its creator does not (ACC-7), behind the same other gates.
CREATE OR REPLACE TABLE room_gates AS
SELECT DISTINCT g.s, g.module, g.creator, r.room, g.day
FROM gates g
JOIN requests r ON r.s = g.s AND r.creator = g.creator AND r.room IS NOT NULL AND r.state = 'in_force' AND r.f <= g.day AND g.day < r.t
JOIN creator_days d ON d.s = g.s AND d.creator = g.creator AND d.day = g.day
WHERE len(g.reasons) = CASE WHEN d.unauthorized IS NULL THEN 0 ELSE 1 END;

-- As if everybody had authorized everything, whoever nobody knows as one of them: for an order alone (REC-3).
INSERT INTO gates
SELECT DISTINCT w.s, 'everything', w.creator, d.day, []::VARCHAR[]
FROM (SELECT s, creator FROM creators UNION SELECT s, coalesce(creator, 'others') FROM facts) w JOIN all_days d USING (s)
WHERE w.s IN (SELECT s FROM asked WHERE module = 'everything');
