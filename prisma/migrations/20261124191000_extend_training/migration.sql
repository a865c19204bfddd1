-- CreateTable
CREATE TABLE "training_audience" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "kind" "audience_kind" NOT NULL,
    "value" TEXT,
    "excluded" BOOLEAN NOT NULL DEFAULT false,
    "due_days" INTEGER,

    CONSTRAINT "training_audience_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "training_audience_course_id_idx" ON "training_audience"("course_id");

-- AddForeignKey
ALTER TABLE "training_audience" ADD CONSTRAINT "training_audience_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a course was for until now is its one rule.
insert into training_audience (id, organization_id, course_id, kind, value)
  select gen_random_uuid(), organization_id, id, audience_kind, audience_value from training_course;

-- AlterTable
ALTER TABLE "training_course" DROP COLUMN "audience_kind",
DROP COLUMN "audience_value";

-- AlterTable
ALTER TABLE "training_lesson" ADD COLUMN     "file_name" TEXT,
ADD COLUMN     "media_type" TEXT,
ADD COLUMN     "object_id" UUID,
ADD COLUMN     "size" BIGINT;

-- CreateIndex
CREATE UNIQUE INDEX "training_lesson_object_id_key" ON "training_lesson"("object_id");

call portal_protect('training_audience', 'select, insert');
alter table training_audience
  add constraint training_audience_value check ((kind = 'everyone') = (value is null)),
  add constraint training_audience_due_days check (due_days between 0 and 365);
create trigger guard before insert or delete on training_audience for each row execute function training_part_guard();

-- A film or a document has all that is needed to serve it, and is nothing else; its text stands beside it.
alter table training_lesson
  add constraint training_lesson_file check (num_nulls(object_id, file_name, media_type, size) in (0, 4)),
  add constraint training_lesson_media check (media_type in ('video/mp4', 'video/webm', 'application/pdf')),
  add constraint training_lesson_object foreign key (object_id) references stored_object (id) on delete restrict;
