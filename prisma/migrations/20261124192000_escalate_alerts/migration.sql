-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "detection_setting" ADD COLUMN     "violation" BOOLEAN NOT NULL DEFAULT false;

-- What stands open today was seen by whoever looked at the list: nobody gets a mail about it now.
update alert set told_at = raised_at, escalated_at = raised_at where status <> 'resolved';

grant update (escalated_at, told_at) on alert to portal_app;
