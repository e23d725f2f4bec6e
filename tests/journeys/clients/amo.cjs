const fs = require('node:fs');
const { Amo } = require('@shevernitskiy/amo');

const [path, integration] = process.argv.slice(2);
const account = async (client) => (await client.account.getAccount()).id;

(async () => {
  const auth = { ...JSON.parse(fs.readFileSync(path)), ...JSON.parse(integration) };
  console.log(await account(new Amo('demo.amocrm.ru', auth)));
  // What has ended is refreshed before it is used.
  console.log(await account(new Amo('demo.amocrm.ru', { ...auth, expires_at: 1 })));
  process.exit(0);
})();
