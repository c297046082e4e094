/**
 * The ledger's schema, step by step. A step that has been released is never edited: add the next one.
 * `user_version` of the file counts the steps taken.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE source (source_id TEXT PRIMARY KEY, baseline_at_ms INTEGER NOT NULL) STRICT;

  CREATE TABLE known_order (
    order_key TEXT PRIMARY KEY,
    source_id TEXT NOT NULL,
    order_json TEXT NOT NULL,
    told_json TEXT,
    list_revision TEXT NOT NULL,
    first_seen_ms INTEGER NOT NULL,
    is_baseline INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'gone')),
    gone_at_ms INTEGER,
    gone_why TEXT,
    details_wanted_since_ms INTEGER,
    is_erased INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX known_order_open ON known_order (source_id) WHERE state = 'open' OR gone_why IS NULL;
  CREATE INDEX known_order_to_erase ON known_order (gone_at_ms) WHERE is_erased = 0 AND state = 'gone';

  CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    order_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    wanted_at_ms INTEGER NOT NULL,
    raised_at_ms INTEGER,
    acknowledged_at_ms INTEGER
  ) STRICT;
  -- The file itself refuses a second "new" of one order, and two open alerts of one kind.
  CREATE UNIQUE INDEX alert_new_once ON alert (order_key) WHERE kind = 'new';
  CREATE UNIQUE INDEX alert_open_once ON alert (order_key, kind) WHERE acknowledged_at_ms IS NULL;

  CREATE TABLE print_job (
    id INTEGER PRIMARY KEY,
    order_key TEXT,
    order_label TEXT NOT NULL,
    kind TEXT NOT NULL,
    printer_id TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    reason TEXT,
    changes TEXT,
    state TEXT NOT NULL,
    copy_number INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    is_possible_duplicate INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    wanted_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    not_before_ms INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX print_job_wanted_once ON print_job (order_key, printer_id, dedupe);
  CREATE INDEX print_job_open ON print_job (id) WHERE state NOT IN ('confirmed', 'sent', 'dropped');

  CREATE TABLE job_step (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES print_job (id),
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    problem TEXT,
    detail TEXT
  ) STRICT;
  CREATE INDEX job_step_of_job ON job_step (job_id);

  CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    order_key TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    what TEXT NOT NULL,
    detail TEXT
  ) STRICT;
  CREATE INDEX history_of_order ON history (order_key);
  `,
  // Which route wanted a slip; null: none is set, or it is a person's own print.
  `ALTER TABLE print_job ADD COLUMN route_id TEXT`,
  // Orders are found by their document as well and leave the record some day. The last statement erases the rest of what
  // had been erased before: the list's row holds the customer too.
  `
  CREATE INDEX known_order_of_details ON known_order (source_id, json_extract(order_json, '$.detailsId'));
  CREATE INDEX known_order_gone ON known_order (gone_at_ms) WHERE state = 'gone';
  CREATE INDEX alert_of_order ON alert (order_key);
  UPDATE known_order SET list_revision = '', is_erased = 0 WHERE is_erased = 1;
  `,
  // Each change, cancellation and reopening is an alert of its own: a second one must not vanish behind the first, and
  // whoever has seen the first has not seen the second. What erasing leaves of the money is which purse it filled.
  `
  DROP INDEX alert_open_once;
  ALTER TABLE known_order RENAME COLUMN told_json TO last_announced_json;
  ALTER TABLE known_order ADD COLUMN money_json TEXT;
  `,
  // "Çıktı mı?" is asked of slips that may be on paper alone: those of an earlier version that never left this computer
  // are undecided, and those that may have left it keep the mark of a possible duplicate.
  `
  UPDATE print_job SET is_possible_duplicate = 1 WHERE state = 'needsHuman'
    AND id IN (SELECT job_id FROM job_step WHERE state = 'uncertain');
  UPDATE print_job SET state = 'undecided' WHERE state = 'needsHuman' AND is_possible_duplicate = 0;
  `,
  // An order that left its list is asked for by its id; a value that flaps waits with its next slip.
  `
  ALTER TABLE known_order ADD COLUMN is_unlisted INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE known_order ADD COLUMN is_change_held INTEGER NOT NULL DEFAULT 0;
  `,
  // Orders of which an earlier record is lost: they may be on paper without this ledger knowing.
  `ALTER TABLE known_order ADD COLUMN is_in_doubt INTEGER NOT NULL DEFAULT 0`,
  // By which act, and at which computer, somebody said "seen"; null: nobody did, or an earlier version wrote it.
  `
  ALTER TABLE alert ADD COLUMN acknowledged_how TEXT;
  ALTER TABLE alert ADD COLUMN acknowledged_at_counter TEXT;
  `,
  // What somebody who is not at the counter is told, and what of it is on its way.
  `
  CREATE TABLE webhook_message (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'givenUp')),
    attempts INTEGER NOT NULL DEFAULT 0,
    wanted_at_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    ended_at_ms INTEGER
  ) STRICT;
  CREATE INDEX webhook_message_waiting ON webhook_message (id) WHERE state = 'waiting';
  CREATE INDEX webhook_message_ended ON webhook_message (state, ended_at_ms);
  CREATE TABLE webhook_told (subject TEXT PRIMARY KEY, message_id INTEGER NOT NULL) STRICT;
  `,
  // When each source was heard, and when not; what vendors said of a day afterwards; and the ledger's page, which reads
  // by the time orders came in. What was heard before this step is not on record.
  `
  CREATE TABLE source_hearing (
    source_id TEXT PRIMARY KEY,
    first_success_ms INTEGER NOT NULL,
    last_success_ms INTEGER NOT NULL
  ) STRICT;
  INSERT INTO source_hearing (source_id, first_success_ms, last_success_ms)
    SELECT substr(key, 11), CAST(value AS INTEGER), CAST(value AS INTEGER) FROM value WHERE key LIKE 'lastHeard:%';

  CREATE TABLE hearing_gap (
    source_id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER,
    reasons TEXT NOT NULL,
    problem TEXT,
    came_in INTEGER,
    PRIMARY KEY (source_id, from_ms)
  ) STRICT;
  CREATE INDEX hearing_gap_open ON hearing_gap (source_id) WHERE until_ms IS NULL;

  CREATE TABLE reconciliation (
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL,
    day_iso TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    result_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reconciliation_of_day ON reconciliation (day_iso, source_id, id);

  CREATE INDEX known_order_first_seen ON known_order (first_seen_ms);
  `,
  // Orders are found by their words, which stand apart from the orders so that a search reads nothing else. What
  // has been packed is kept with what it was, until the order's customer is erased.
  `
  ALTER TABLE known_order ADD COLUMN search_id INTEGER;
  CREATE UNIQUE INDEX known_order_of_search ON known_order (search_id);
  CREATE TABLE order_search (search_id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
  CREATE TABLE packed (
    order_key TEXT NOT NULL,
    path TEXT NOT NULL,
    content TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (order_key, path)
  ) STRICT, WITHOUT ROWID;
  `,
  // Couriers, what they carry and what vendors are told of it. The file itself refuses a packet that two carry, two steps of
  // one order under way at once, a second closing of one account, and any change of a closed one.
  `
  CREATE TABLE shift (
    id INTEGER PRIMARY KEY,
    courier_id TEXT NOT NULL,
    courier_name TEXT NOT NULL,
    float_kurus INTEGER NOT NULL,
    began_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX shift_open_once ON shift (courier_id) WHERE ended_at_ms IS NULL;

  CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    order_key TEXT NOT NULL,
    order_label TEXT NOT NULL,
    source_id TEXT NOT NULL,
    courier_id TEXT NOT NULL,
    courier_name TEXT NOT NULL,
    shift_id INTEGER REFERENCES shift (id),
    state TEXT NOT NULL,
    plan_kurus INTEGER,
    plan_purse TEXT NOT NULL,
    paid_json TEXT,
    handed_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    ended_by TEXT,
    is_heard_on_the_way INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX delivery_carried_once ON delivery (order_key) WHERE state = 'carried';
  CREATE INDEX delivery_of_order ON delivery (order_key);
  CREATE INDEX delivery_of_shift ON delivery (shift_id);
  CREATE INDEX delivery_by_time ON delivery (handed_at_ms);

  CREATE TABLE vendor_write (
    id INTEGER PRIMARY KEY,
    order_key TEXT NOT NULL,
    source_id TEXT NOT NULL,
    details_id TEXT NOT NULL,
    step TEXT NOT NULL,
    courier_id TEXT,
    payment_type_id TEXT,
    state TEXT NOT NULL,
    problem TEXT,
    attempt INTEGER NOT NULL,
    wanted_at_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX vendor_write_open ON vendor_write (id) WHERE state IN ('wanted', 'sending', 'uncertain', 'asking', 'refused');
  CREATE UNIQUE INDEX vendor_write_sent_once ON vendor_write (order_key) WHERE state IN ('sending', 'uncertain');
  CREATE INDEX vendor_write_of_order ON vendor_write (order_key);

  CREATE TABLE pouch (
    id INTEGER PRIMARY KEY,
    shift_id INTEGER NOT NULL REFERENCES shift (id),
    corrects_id INTEGER REFERENCES pouch (id),
    courier_id TEXT NOT NULL,
    courier_name TEXT NOT NULL,
    closed_at_ms INTEGER NOT NULL,
    expected_json TEXT NOT NULL,
    counted_json TEXT NOT NULL,
    delivered_count INTEGER NOT NULL,
    reason TEXT
  ) STRICT;
  CREATE UNIQUE INDEX pouch_closed_once ON pouch (shift_id) WHERE corrects_id IS NULL;
  CREATE INDEX pouch_of_shift ON pouch (shift_id);
  CREATE TRIGGER pouch_stays BEFORE UPDATE ON pouch BEGIN SELECT RAISE(ABORT, 'a closed account is never changed'); END;

  CREATE TABLE ready_mark (order_key TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT;
  `,
  // Ways of paying are learnt as they come; those that earlier versions have on record are learnt here.
  `
  CREATE TABLE payment_name (source_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (source_id, name)) STRICT;
  INSERT OR IGNORE INTO payment_name (source_id, name)
    SELECT source_id, json_extract(order_json, '$.paymentMethod') FROM known_order
    WHERE json_valid(order_json) AND trim(coalesce(json_extract(order_json, '$.paymentMethod'), '')) != '';
  `,
  // What the watchdog or the door has started anew.
  `
  CREATE TABLE restart (
    id INTEGER PRIMARY KEY,
    part TEXT NOT NULL,
    subject_id TEXT,
    stuck_since_ms INTEGER,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX restart_by_time ON restart (at_ms);
  `,
  // One order of a platform that two sources show: the one that was seen later names the first.
  `
  ALTER TABLE known_order ADD COLUMN twin_of TEXT;
  CREATE INDEX known_order_twin_of ON known_order (twin_of) WHERE twin_of IS NOT NULL;
  `,
  // What the other counters of a shop have yet to be told.
  `
  CREATE TABLE link_event (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    body TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  // When the other counters could not be asked, and what was handed over at which of them.
  `
  CREATE TABLE link_outage (from_ms INTEGER PRIMARY KEY, until_ms INTEGER) STRICT;
  ALTER TABLE delivery ADD COLUMN elsewhere TEXT;
  `,
  // A slip is about an order, about what a courier takes along, or about an account that was counted.
  `
  ALTER TABLE print_job RENAME COLUMN order_key TO subject_key;
  ALTER TABLE print_job ADD COLUMN subject_kind TEXT NOT NULL DEFAULT 'order';
  DROP INDEX print_job_wanted_once;
  CREATE UNIQUE INDEX print_job_wanted_once ON print_job (subject_kind, subject_key, printer_id, dedupe);
  CREATE TABLE tour (
    id INTEGER PRIMARY KEY,
    courier_id TEXT NOT NULL,
    courier_name TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tour_of_courier ON tour (courier_id, id);
  CREATE TABLE tour_stop (
    tour_id INTEGER NOT NULL REFERENCES tour (id),
    delivery_id INTEGER NOT NULL REFERENCES delivery (id),
    PRIMARY KEY (tour_id, delivery_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tour_stop_of_delivery ON tour_stop (delivery_id);
  `,
  // Which counter handed it over, whatever it is called since, and the how many-eth time; what was written before says neither.
  `
  ALTER TABLE delivery ADD COLUMN elsewhere_member TEXT;
  ALTER TABLE delivery ADD COLUMN elsewhere_times INTEGER;
  `,
  // A fingerprint of what an order said at each of its alerts: what was seen at another counter is known by it.
  `ALTER TABLE alert ADD COLUMN content_mark TEXT`,
  // What is to be collected in another currency than lira, in its hundredths; what was written before does not say it.
  `
  ALTER TABLE delivery ADD COLUMN plan_currency TEXT;
  ALTER TABLE delivery ADD COLUMN plan_foreign INTEGER;
  `,
  // As which document a packet was heard to be on its way; of what was heard before, nobody knows that.
  `
  ALTER TABLE delivery ADD COLUMN heard_on_the_way_as TEXT;
  UPDATE delivery SET heard_on_the_way_as = '' WHERE is_heard_on_the_way = 1;
  ALTER TABLE delivery DROP COLUMN is_heard_on_the_way;
  `,
  // What the receiver of a message knows it by, which it has before it is written down: a disk may refuse it.
  `
  ALTER TABLE webhook_message ADD COLUMN sent_as TEXT;
  UPDATE webhook_message SET sent_as = wanted_at_ms || '-' || id;
  CREATE INDEX webhook_message_sent_as ON webhook_message (sent_as);
  `,
]
