-- Passkeys: keys that people hold, challenges that they answer, and answers kept with what they signed.

CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "transports" TEXT[],
    "backed_up" BOOLEAN NOT NULL,
    "sign_count" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "passkey_challenge" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "passkey_use" (
    "mark" TEXT NOT NULL,
    "passkey_id" UUID NOT NULL,
    "act" TEXT,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_use_pkey" PRIMARY KEY ("mark")
);

CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_person_id_idx" ON "passkey"("person_id");
CREATE UNIQUE INDEX "passkey_challenge_session_id_purpose_challenge_key" ON "passkey_challenge"("session_id", "purpose", "challenge");
CREATE INDEX "passkey_use_passkey_id_idx" ON "passkey_use"("passkey_id");
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "passkey_challenge" ADD CONSTRAINT "passkey_challenge_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "person_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "passkey_use" ADD CONSTRAINT "passkey_use_passkey_id_fkey" FOREIGN KEY ("passkey_id") REFERENCES "passkey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE passkey ADD CONSTRAINT passkey_has_name CHECK (name <> '');
ALTER TABLE passkey ADD CONSTRAINT passkey_counts_up CHECK (sign_count >= 0);
ALTER TABLE passkey_challenge ADD CONSTRAINT passkey_challenge_purpose_word CHECK (purpose IN
  ('registration', 'sign_off', 'step_up'));
ALTER TABLE passkey_challenge ADD CONSTRAINT passkey_challenge_is_short CHECK
  (expires_at > created_at AND expires_at <= created_at + interval '5 minutes');

-- A key stays what it was registered as: sign-offs rest on it. Its counter never goes back, its removal is final.
CREATE FUNCTION guard_passkey_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.removed_at IS NOT NULL OR NEW.sign_count < OLD.sign_count
     OR (NEW.id, NEW.person_id, NEW.name, NEW.credential_id, NEW.public_key, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.name, OLD.credential_id, OLD.public_key, OLD.created_at) THEN
    RAISE EXCEPTION 'a passkey can only be used, and removed once' USING ERRCODE = 'LG030';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER passkey_history BEFORE UPDATE OR DELETE ON passkey
  FOR EACH ROW EXECUTE FUNCTION guard_passkey_history();
-- Its use is no change of state; that it is there, and that it is gone, are on record.
CREATE CONSTRAINT TRIGGER passkey_has_entry AFTER INSERT OR UPDATE OF removed_at ON passkey
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
CREATE TRIGGER passkey_use_append_only BEFORE UPDATE OR DELETE ON passkey_use
  FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER passkey_use_never_emptied BEFORE TRUNCATE ON passkey_use
  FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- What a passkey answered stays with the sign-off, under the guard that lets a sign-off only be revoked.
ALTER TABLE sign_off ADD COLUMN assertion JSONB;
ALTER TABLE sign_off ADD CONSTRAINT sign_off_by_passkey_has_its_answer CHECK ((method = 'passkey') = (assertion IS NOT NULL));

GRANT SELECT, INSERT, UPDATE ON passkey TO lockgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON passkey_challenge TO lockgate_app;
GRANT SELECT, INSERT ON passkey_use TO lockgate_app;
