-- CreateIndex
CREATE UNIQUE INDEX "policy_attendance_attachment_id_key" ON "policy_attendance"("attachment_id");

-- The list that was signed is kept as long as the meeting is.
alter table policy_attendance
  add constraint policy_attendance_attachment foreign key (attachment_id) references stored_object (id) on delete restrict;
