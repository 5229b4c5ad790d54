-- Pages and posts made of sections, their versions and redirects, themes, media, and who asked for the newsletter. Times are epoch milliseconds.

-- Goes up with every change a visitor of a page could see that is none of the catalogue: pages, sections, themes. ETags and caches carry it.
ALTER TABLE store_state ADD COLUMN pages_version INTEGER NOT NULL DEFAULT 1;

-- What a page is now, as its merchant edits it. What visitors see is the version it names as live.
CREATE TABLE pages (
  id             TEXT    PRIMARY KEY,                    -- pag_ and a ULID
  type           TEXT    NOT NULL CHECK (type IN ('home', 'product', 'category', 'about', 'landing', 'post')),
  slug           TEXT    NOT NULL UNIQUE,                -- of the draft; a live page answers at its live version's
  title          TEXT    NOT NULL,
  details        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(details)), -- seoTitle, description, image, hidden; of a post also excerpt, html, author, tags
  -- The draft's sections in order: [{ "id", "version", "active" }].
  sections       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(sections)),
  publishing     TEXT    NOT NULL DEFAULT 'manual' CHECK (publishing IN ('manual', 'at_once')), -- whether a change goes live with itself
  version        INTEGER NOT NULL DEFAULT 1,             -- counts the changes of the draft; If-Match names it
  live_version   INTEGER,                                -- of page_versions; null for a page nobody sees
  live_slug      TEXT    UNIQUE,                         -- of the live version
  publish_at     INTEGER,                                -- when the draft goes live by itself
  unpublish_at   INTEGER,
  published_at   INTEGER,                                -- first time it went live; posts are in order of it
  preview_hash   TEXT,                                   -- SHA-256 of the secret of its preview link
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  CHECK ((live_version IS NULL) = (live_slug IS NULL))
) STRICT;
CREATE INDEX pages_by_time ON pages (type, published_at DESC, id) WHERE live_version IS NOT NULL;
CREATE INDEX pages_to_publish ON pages (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX pages_to_unpublish ON pages (unpublish_at) WHERE unpublish_at IS NOT NULL;
-- One home page; a product page and a category page are for all that have none of their own.
CREATE UNIQUE INDEX pages_one_home ON pages (type) WHERE type = 'home' AND live_version IS NOT NULL;

-- Each publication, never changed: title, slug, details and the sections' versions as they were.
CREATE TABLE page_versions (
  page_id    TEXT    NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,                           -- 1, 2, 3 …
  slug       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  details    TEXT    NOT NULL CHECK (json_valid(details)),
  sections   TEXT    NOT NULL CHECK (json_valid(sections)), -- [{ "id", "version" }], the active ones
  actor      TEXT    NOT NULL DEFAULT '',                -- who published it
  note       TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, version)
) STRICT, WITHOUT ROWID;

-- A section by name. What it says is in its versions.
CREATE TABLE sections (
  id           TEXT    PRIMARY KEY,                      -- sec_ and a ULID, or the sender's own id
  page_id      TEXT    REFERENCES pages (id) ON DELETE CASCADE, -- null for one that stands alone, shown by its id
  version      INTEGER NOT NULL,                         -- the newest
  live_version INTEGER,                                  -- of one that stands alone: what visitors see; null while it is off
  -- When its sender last changed it, by the sender's clock: what is older and comes later changes nothing.
  sent_at      INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX sections_by_page ON sections (page_id) WHERE page_id IS NOT NULL;

CREATE TABLE section_versions (
  section_id TEXT    NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,
  type       TEXT    NOT NULL,
  variant    TEXT    NOT NULL,
  content    TEXT    NOT NULL CHECK (json_valid(content)),
  settings   TEXT    NOT NULL CHECK (json_valid(settings)),
  extra      TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),    -- fields nobody knows, kept aside
  notes      TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),    -- what was repaired
  metadata   TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)), -- prompt, model, confidence, tokens, time, as its sender says
  actor      TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (section_id, version)
) STRICT, WITHOUT ROWID;

-- Paths that lead elsewhere, or nowhere any more. A page at the path goes before them.
CREATE TABLE redirects (
  path       TEXT    PRIMARY KEY,                        -- begins with /, without query
  target     TEXT,                                       -- a path or an address; null where the page is gone (410)
  status     INTEGER NOT NULL CHECK (status IN (301, 302, 410)),
  origin     TEXT    NOT NULL CHECK (origin IN ('slug', 'merchant')),
  created_at INTEGER NOT NULL,
  CHECK ((target IS NULL) = (status = 410))
) STRICT, WITHOUT ROWID;

CREATE TABLE authors (
  handle     TEXT    PRIMARY KEY,
  name       TEXT    NOT NULL,
  bio        TEXT    NOT NULL DEFAULT '',
  picture    TEXT    CHECK (picture IS NULL OR json_valid(picture)),
  url        TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tags of live posts, as visitors choose by them.
CREATE TABLE post_tags (
  tag     TEXT NOT NULL,                                 -- as it stands in addresses
  page_id TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  name    TEXT NOT NULL,                                 -- as it is written
  PRIMARY KEY (tag, page_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tags_by_page ON post_tags (page_id);

-- Who may send sections by signed webhook (Standard Webhooks).
CREATE TABLE section_senders (
  id         TEXT    PRIMARY KEY,                        -- snd_ and a ULID; part of the address they send to
  name       TEXT    NOT NULL,
  secret     TEXT    NOT NULL,                           -- sealed by the key named, or plain where the installation has none
  key_id     TEXT,
  old_secret TEXT,                                       -- counts until old_until
  old_key_id TEXT,
  old_until  INTEGER,
  page_id    TEXT    REFERENCES pages (id) ON DELETE SET NULL, -- where its sections go when they name no page
  created_at INTEGER NOT NULL,
  used_at    INTEGER
) STRICT;
-- Messages that were taken, so that the same one again changes nothing and has the same answer.
CREATE TABLE section_messages (
  sender_id   TEXT    NOT NULL REFERENCES section_senders (id) ON DELETE CASCADE,
  id          TEXT    NOT NULL,                          -- webhook-id
  digest      TEXT    NOT NULL,                          -- SHA-256 of the body
  answer      TEXT    NOT NULL CHECK (json_valid(answer)),
  received_at INTEGER NOT NULL,
  PRIMARY KEY (sender_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX section_messages_by_age ON section_messages (received_at);
-- Sections that a sender has deleted: what was sent before that, and comes later, does not bring them back.
CREATE TABLE section_removals (
  id         TEXT    PRIMARY KEY,                        -- of the section
  sent_at    INTEGER NOT NULL,                           -- by the sender's clock
  removed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX section_removals_by_age ON section_removals (removed_at);

-- Looks of the shop. One is live; the others are drafts and former ones.
CREATE TABLE themes (
  id         TEXT    PRIMARY KEY,                        -- thm_ and a ULID
  name       TEXT    NOT NULL,
  status     TEXT    NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'live', 'former')),
  source     TEXT    NOT NULL CHECK (json_valid(source)),-- brand colours, template, changed properties, fonts
  css        TEXT    NOT NULL,                           -- what follows from the source
  own_css    TEXT    NOT NULL DEFAULT '',                -- as the merchant wrote it
  safe_css   TEXT    NOT NULL DEFAULT '',                -- what of it is served
  removed    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(removed)),
  version    INTEGER NOT NULL DEFAULT 1,
  preview_hash TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX themes_one_live ON themes (status) WHERE status = 'live';

-- Files of the media library; what they hold lies in the media port, by its digest.
CREATE TABLE media (
  id         TEXT    PRIMARY KEY,                        -- med_ and a ULID
  digest     TEXT    NOT NULL UNIQUE,                    -- SHA-256 of what was uploaded, hex
  name       TEXT    NOT NULL,
  mime       TEXT    NOT NULL,
  bytes      INTEGER NOT NULL,
  width      INTEGER,                                    -- pixels; null for what is no picture
  height     INTEGER,
  frames     INTEGER NOT NULL DEFAULT 1,                 -- more than one for an animation
  alt        TEXT    NOT NULL DEFAULT '',
  colour     TEXT,                                       -- '#rrggbb', shown until the picture is there
  renditions TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(renditions)), -- [{ "format", "width", "bytes" }]
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_time ON media (created_at DESC, id);

-- Who asked for the newsletter, and to which words; nobody gets one before the address has confirmed it.
CREATE TABLE newsletter_subscribers (
  email        TEXT    PRIMARY KEY,                      -- lower case
  status       TEXT    NOT NULL CHECK (status IN ('pending', 'confirmed', 'left')),
  words        TEXT    NOT NULL,                         -- what was agreed to
  page         TEXT    NOT NULL DEFAULT '',              -- where
  locale       TEXT    NOT NULL DEFAULT '',
  token_hash   TEXT    UNIQUE,                           -- SHA-256 of what confirms it, also for somebody who left and asks again
  leave_token  TEXT    NOT NULL UNIQUE,                  -- opens the way out; every letter carries it
  asked_at     INTEGER NOT NULL,
  confirmed_at INTEGER,
  left_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX newsletter_unconfirmed ON newsletter_subscribers (asked_at) WHERE status <> 'confirmed' AND token_hash IS NOT NULL;

-- Words that the batches of pages and sections refuse themselves by; see 0011_orders.
CREATE TRIGGER refusals_page_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'page_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:page_changed');
END;
CREATE TRIGGER refusals_section_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'section_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:section_changed');
END;
CREATE TRIGGER refusals_too_many_pages INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_pages' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_pages');
END;
CREATE TRIGGER refusals_too_many_sections INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_sections' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_sections');
END;
CREATE TRIGGER refusals_page_too_large INSTEAD OF INSERT ON refusals WHEN new.word = 'page_too_large' BEGIN
  SELECT RAISE(ABORT, 'vitrine:page_too_large');
END;
CREATE TRIGGER refusals_redirect_loop INSTEAD OF INSERT ON refusals WHEN new.word = 'redirect_loop' BEGIN
  SELECT RAISE(ABORT, 'vitrine:redirect_loop');
END;

-- Open pages are told when the version goes up, by whoever next works through the outbox. Work of this kind that nobody has begun
-- will read the version as it is then: no second one is needed.
CREATE TRIGGER store_state_tells_pages AFTER UPDATE OF pages_version ON store_state
WHEN new.pages_version > old.pages_version AND NOT EXISTS (
  SELECT 1 FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND kind = 'pages_mirror' AND attempts = 0
) BEGIN
  INSERT INTO outbox (id, kind, payload, due_at)
    VALUES ('pages-' || lower(hex(randomblob(10))), 'pages_mirror', '{"kind":"pages_mirror"}', 0);
END;
