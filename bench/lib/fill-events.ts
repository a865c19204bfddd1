import type { Client } from "pg";

/**
 * Rows of the trail for measuring searches: a year of events of one organisation, with frequent and rare values of every
 * filter, as they stand in the columns.
 */
export async function fillEvents(db: Client, organizationId: string, from: number, to: number): Promise<void> {
  await withoutIndexes(db, async () => {
    await db.query("set session_replication_role = replica");
    for (let first = from; first < to; first += 500_000) {
      await db.query(rowsOf, [organizationId, first, Math.min(to, first + 500_000) - 1]);
    }
    await db.query("reset session_replication_role");
  });
}

/** Indexes of the trail are made after the rows, as a restore would: in a third of the time. */
export async function withoutIndexes(db: Client, fill: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'audit_event'::regclass and not indisprimary`,
  );
  await db.query("set maintenance_work_mem = '1GB'");
  for (const { name } of indexes) await db.query(`drop index ${name}`);
  await fill();
  for (const { definition } of indexes) await db.query(definition);
  await db.query("vacuum (analyze) audit_event");
}

/** Every tenth of a million rows holds the same mixture, so that a larger trail has more of the same. */
const rowsOf = `
  insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind,
    actor_id, actor_name, resource_type, resource_id, resource_label, control_ids, ip, session_id, request_id, correlation_id,
    occurred_at, recorded_at)
  select gen_random_uuid(), l.id, $1, convert_to(repeat(md5(n::text), 24), 'UTF8'),
    (array['data_access','data_access','support_ticket','policy_change','user_access','privacy_request','training','report'])[1 + n % 8]::audit_event_type,
    case when n % 1000 = 7 then 'role.grant' when n % 5 = 0 then 'policy.acknowledge' when n % 5 = 1 then 'ticket.reply'
      when n % 5 = 2 then 'ticket.read' when n % 5 = 3 then 'session.start' else 'evidence.download' end,
    (case when n % 2000 = 3 then 'delete' when n % 3 = 0 then 'read' else 'update' end)::crud,
    (case when n % 200 = 9 then 'denied' when n % 50 = 9 then 'failure' else 'success' end)::outcome,
    (case when n % 10000 = 11 then 'critical' when n % 40 = 1 then 'high' else 'low' end)::risk_level, 'seven_years', 'user',
    md5((n % 500)::text)::uuid::text,
    (array['Mara','Jonas','Emil','Nora','Ida','Theo','Lea','Victor','Ava','Otto'])[1 + n % 10] || ' ' || (array['Lindner','Brandt','Sander','Falk','Krause'])[1 + (n / 10) % 5] || ' ' || n % 500,
    (array['ticket','policy','evidence','session','request'])[1 + n % 5], md5((n / 20)::text)::uuid::text,
    'TCK-' || n / 20 || ' ' || (array['Printer on floor','Access to the','Firewall rule of','Invoice for','Question about'])[1 + (n / 20) % 5]
      || ' ' || (array['Berlin','Hamburg','Munich','Cologne','Leipzig'])[1 + (n / 100) % 5] || case when n % 100000 = 5 then ' zeppelin' else '' end,
    case when n % 4 = 0 then array['CC6.1','CC7.2'] when n % 5000 = 1 then array['A.5.18'] else array['CC7.2'] end,
    '198.51.' || (n % 2000) / 250 || '.' || n % 250, md5('s' || n / 200)::uuid::text, md5('r' || n / 3)::uuid::text, null, t.at, t.at
  from generate_series($2::int, $3::int) n,
    (select id from audit_log where organization_id = $1) l,
    lateral (select timestamptz '2025-01-01' + n * interval '3 seconds' as at) t`;
