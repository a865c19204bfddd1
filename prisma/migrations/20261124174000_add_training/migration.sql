-- CreateEnum
CREATE TYPE "course_status" AS ENUM ('draft', 'published', 'retired');

-- CreateEnum
CREATE TYPE "question_kind" AS ENUM ('single', 'multiple', 'true_false');

-- CreateEnum
CREATE TYPE "training_status" AS ENUM ('open', 'passed', 'withdrawn');

-- CreateTable
CREATE TABLE "training_course" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" "course_status" NOT NULL DEFAULT 'draft',
    "pass_percent" INTEGER NOT NULL,
    "max_attempts" INTEGER NOT NULL,
    "cool_down_hours" INTEGER NOT NULL,
    "valid_months" INTEGER NOT NULL,
    "due_days" INTEGER NOT NULL,
    "audience_kind" "audience_kind" NOT NULL,
    "audience_value" TEXT,
    "policy_ids" UUID[],
    "author_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_on" DATE,

    CONSTRAINT "training_course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_lesson" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "training_lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_question" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "question_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "options" TEXT[],
    "correct" INTEGER[],

    CONSTRAINT "training_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_assignment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "status" "training_status" NOT NULL DEFAULT 'open',
    "due_on" DATE NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "passed_on" DATE,
    "valid_until" DATE,

    CONSTRAINT "training_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_attempt" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "layout" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "graded_at" TIMESTAMPTZ(3),
    "answers" JSONB,
    "right" INTEGER,
    "total" INTEGER,
    "passed" BOOLEAN,

    CONSTRAINT "training_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_certificate" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "passed_on" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "training_course_organization_id_status_idx" ON "training_course"("organization_id", "status");

-- CreateIndex
CREATE INDEX "training_lesson_course_id_position_idx" ON "training_lesson"("course_id", "position");

-- CreateIndex
CREATE INDEX "training_question_course_id_position_idx" ON "training_question"("course_id", "position");

-- CreateIndex
CREATE INDEX "training_assignment_organization_id_person_id_status_idx" ON "training_assignment"("organization_id", "person_id", "status");

-- CreateIndex
CREATE INDEX "training_attempt_organization_id_person_id_idx" ON "training_attempt"("organization_id", "person_id");

-- CreateIndex
CREATE INDEX "training_certificate_organization_id_person_id_idx" ON "training_certificate"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "training_assignment_course_id_person_id_round_key" ON "training_assignment"("course_id", "person_id", "round");

-- CreateIndex
CREATE UNIQUE INDEX "training_attempt_assignment_id_number_key" ON "training_attempt"("assignment_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "training_certificate_assignment_id_key" ON "training_certificate"("assignment_id");

-- CreateIndex
CREATE UNIQUE INDEX "training_certificate_code_key" ON "training_certificate"("code");

-- AddForeignKey
ALTER TABLE "training_lesson" ADD CONSTRAINT "training_lesson_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_question" ADD CONSTRAINT "training_question_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_assignment" ADD CONSTRAINT "training_assignment_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_attempt" ADD CONSTRAINT "training_attempt_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "training_assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "training_assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('training_course', 'select, insert, update');
call portal_protect('training_lesson', 'select, insert, delete');
call portal_protect('training_question', 'select, insert, delete');
call portal_protect('training_assignment', 'select, insert, update (status, passed_on, valid_until)');
call portal_protect('training_attempt', 'select, insert, update (graded_at, answers, "right", total, passed)');
call portal_protect('training_certificate', 'select, insert');
-- Whoever holds its code may see what a certificate says.
call portal_open_door('training_certificate', 'select (id, code, holder, course, organization, passed_on, valid_until)');

alter table training_course add constraint training_course_bounds check (pass_percent between 1 and 100 and max_attempts between 1 and 20
  and cool_down_hours between 0 and 720 and valid_months between 1 and 60 and due_days between 0 and 365);
alter table training_question add constraint training_question_answerable check (cardinality(options) between 2 and 8
  and cardinality(correct) between 1 and cardinality(options) and 0 <= all (correct) and cardinality(options) > all (correct)
  and (kind = 'multiple' or cardinality(correct) = 1));
alter table training_assignment add constraint training_assignment_passed check (
  (status = 'passed') = (passed_on is not null) and (passed_on is null) = (valid_until is null));
alter table training_attempt add constraint training_attempt_graded check (
  num_nulls(graded_at, answers, "right", total, passed) in (0, 5) and "right" between 0 and total);

-- A published course stays as it is: what somebody passed is what stands here.
create function training_course_guard() returns trigger language plpgsql as $$
begin
  if old.status = 'draft' or to_jsonb(new) - 'status' = to_jsonb(old) - 'status' and (old.status, new.status) = ('published', 'retired') then
    return new;
  end if;
  raise exception 'a course that was published stays as it is' using errcode = 'check_violation';
end $$;
create trigger guard before update on training_course for each row execute function training_course_guard();
create function training_part_guard() returns trigger language plpgsql as $$
begin
  if exists (select 1 from training_course c where c.id = coalesce(new.course_id, old.course_id) and c.status <> 'draft') then
    raise exception 'a course that was published stays as it is' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard before insert or delete on training_lesson for each row execute function training_part_guard();
create trigger guard before insert or delete on training_question for each row execute function training_part_guard();

-- Graded once, for good.
create function training_attempt_guard() returns trigger language plpgsql as $$
begin
  if old.graded_at is not null then
    raise exception 'an attempt is graded once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before update on training_attempt for each row execute function training_attempt_guard();
create trigger never_deleted before delete on training_attempt for each row execute function portal_refuse_change();
create trigger append_only before update or delete on training_certificate for each row execute function portal_refuse_change();
create function training_assignment_guard() returns trigger language plpgsql as $$
begin
  if old.status = 'passed' then
    raise exception 'what was passed stays passed' using errcode = 'check_violation';
  end if;
  if new.status = 'passed' and not exists (select 1 from training_attempt a where a.assignment_id = new.id and a.passed) then
    raise exception 'nobody passes without an attempt' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before update on training_assignment for each row execute function training_assignment_guard();
create trigger never_deleted before delete on training_assignment for each row execute function portal_refuse_change();
