// Leads every connection to the sandbox that plays amoCRM; the name it asks for stays.
const tls = require('node:tls');

const connect = tls.connect;
const [host, port] = process.env.SANDBOX.split(':');
tls.connect = (options, ...rest) =>
  connect({ ...options, servername: options.servername || options.host, host, port: Number(port) }, ...rest);
