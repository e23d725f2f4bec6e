const fs = require('node:fs');
const { Client } = require('amocrm-js');

const [path, integration] = process.argv.slice(2);
const { client_id, client_secret, redirect_uri } = JSON.parse(integration);
const client = new Client({
  domain: 'demo.amocrm.ru',
  auth: { client_id, client_secret, redirect_uri },
});
const account = async () => (await client.request.get('/api/v4/account')).data.id;

(async () => {
  client.token.setValue(JSON.parse(fs.readFileSync(path)));
  if (client.token.isExpired()) throw new Error('the end was read wrongly');
  console.log(await account());
  await client.token.refresh();
  console.log(await account());
  process.exit(0);
})();
