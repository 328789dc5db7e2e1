import files from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import sharp from 'sharp';
import type { Route } from './handler.ts';

/** Creates the table with two orders. */
export async function migrate(): Promise<void> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  await client.query('create table if not exists orders (id serial primary key, item text)');
  await client.query("insert into orders (item) values ('Apfel'), ('Birne')");
  await client.end();
}

/** A shop in Fastify, which also answers what the generated routes answer. */
export async function newShop(routes: ReadonlyMap<string, Route>): Promise<FastifyInstance> {
  const app = Fastify();
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
  // Without a listener, a connection that the database closes would end the process.
  pool.on('error', (error) => console.error(error.message));
  app.addHook('onClose', () => pool.end());

  app.get(
    '/orders',
    async () => (await pool.query('select id, item from orders order by id')).rows,
  );
  app.get('/rate', async () => (await fetch(`${process.env.RATE_URL}`)).json());
  app.get('/time', () => new Date('2026-07-01T12:00:00Z').toLocaleString('de-DE'));
  app.get('/native', async () => {
    const create = { width: 800, height: 600, channels: 3, background: '#ff8800' } as const;
    const png = await sharp({ create }).resize(80).png().toBuffer();
    const { format, width, height } = await sharp(png).metadata();
    return { format, width, height };
  });
  for (const [path, route] of routes) {
    app.get(path, async (request, reply) => {
      const { status, headers, body } = await route(request.raw);
      return reply.status(status).headers(headers).send(body);
    });
  }
  await app.register(files, { root: '/static', prefix: '/static/' });
  await app.ready();
  return app;
}
