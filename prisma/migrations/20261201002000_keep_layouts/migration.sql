-- A text as it is laid out for reading, or what changed between two, made once and kept; null where that costs too much to be tried again.
CREATE TABLE "policy_layout" (
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "form" TEXT,

    CONSTRAINT "policy_layout_pkey" PRIMARY KEY ("organization_id","name")
);

call portal_protect('policy_layout', 'select, insert');
create trigger append_only before update on policy_layout for each row execute function portal_refuse_change();
