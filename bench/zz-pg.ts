import { findPostgres, startPostgres } from '../test/catalogue/postgres.ts';
const bin = await findPostgres();
const server = await startPostgres(bin!);
for (const n of ['a','b','c','d']) console.log(await server.createDatabase(n));
setInterval(() => undefined, 1e6);
