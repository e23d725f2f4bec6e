# The command line: help, wrong usage, answers.

cli-about = Sets up access to amoCRM and Kommo once and keeps it alive.
cli-about-setup = Connect an account, step by step
cli-about-connect = Connect an account without questions; what is secret comes on standard input
cli-about-authorize = Authorize a profile again; everything known about it is kept
cli-about-token = Print a valid access token; refreshes it when needed
cli-about-refresh = Refresh tokens; made for cron
cli-about-exec = Run a command with a valid access token in its environment
cli-about-api = Send one authorized request and print the answer
cli-about-lead = Ask about a lead
cli-about-lead-contacts = List a lead’s contacts: who is the main one, and who is responsible
cli-about-status = Show the state of all profiles; no keychain, no network
cli-about-history = Show every attempt: when, from where, how it ended
cli-about-pending = Show the authorizations that wait for their callback
cli-about-doctor = Try everything amokey depends on, and say how to mend what fails
cli-about-forget = Delete a profile and its secrets
cli-about-page = Write the page for a redirect URI on your own site
cli-about-sandbox = Run a stand-in for amoCRM and Kommo on this computer
cli-about-demo = Show everything with a sandbox; nothing leaves this computer
cli-about-completions = Print completions for a shell: bash, zsh, fish or powershell
cli-about-man = Print the manual page
cli-usage = Usage
cli-commands = Commands
cli-command = COMMAND
cli-arguments = Arguments
cli-options = Options
cli-arg-help = Show this help
cli-arg-version = Show the version
cli-arg-profile = The profile's name
cli-arg-profiles = Names of profiles
cli-arg-no-browser = Open no browser
cli-arg-plain = Ask line by line, without the full screen
cli-arg-account = The account, such as acme.amocrm.ru
cli-arg-client-id = The integration ID
cli-arg-registered-uri = The redirect URI, exactly as in the integration
cli-arg-browser = Give consent in the browser
cli-arg-code = Take the code from the settings, from standard input
cli-arg-url = Take the address you land on after consent, from standard input
cli-arg-long-lived = Take a long-lived token, from standard input
cli-arg-api-key = Take the API key of an old account, from standard input
cli-arg-login = The login that belongs to the API key
cli-arg-client-secret = Take a new secret key, from AMOKEY_CLIENT_SECRET or standard input
cli-arg-sandbox = Use a sandbox at this loopback address instead of amoCRM
cli-arg-format = How to print it
cli-arg-as-cron = Say what cron would see
cli-arg-clean = Remove those whose time is over
cli-arg-yes = Do not ask
cli-arg-output = Where to write it; standard output by default
cli-arg-callback-port = Port of this computer to which the page hands on; 18497 by default
cli-arg-overwrite = Replace the file even if it is not a page of amokey
cli-arg-port = Port to listen on; any free one by default
cli-arg-platform = Which platform to play: amocrm or kommo
cli-arg-rotation = What becomes of a used refresh token: grace keeps it until the new pair is used, strict kills it at once
cli-arg-access-ttl = Life of an access token, in seconds
cli-arg-latency = Delay of every answer, in milliseconds
cli-arg-accounts = How many accounts there are
cli-arg-redirect-uri = The redirect URI in the settings of the integration
cli-arg-tls = Serve https with a certificate authority of its own
cli-arg-min-valid = How long the token must still be valid, such as 5m
cli-arg-no-refresh = Never refresh; fail when the stored token is not good enough
cli-arg-all = All profiles
cli-arg-due = Only those that need it
cli-arg-force = Even if the access token is still good
cli-arg-check = Exit with 7 when something needs attention
cli-arg-within = How far to look ahead, such as 7d
cli-arg-command = The command and its arguments
cli-arg-request = The profile’s name, the method in capitals (GET, or POST where there is a body), and the path, such as /api/v4/leads
cli-arg-data = The body: JSON, a file with @ before its name, or - for standard input
cli-arg-query = A parameter, such as limit=50; may be repeated
cli-arg-header = One more header, such as “If-Modified-Since: …”; may be repeated
cli-arg-every-page = Read a list to its last page and print it as one
cli-arg-raw = Print the answer as it came, on a terminal too
cli-arg-lead-id = The number of the lead: the last part of its address
cli-arg-shell = The shell
cli-arg-dir = Write a page for every command into this folder instead
cli-see-help = See: amokey --help
cli-unknown-argument = { $argument } is not an option of this command.
cli-unknown-command = There is no command “{ $command }”.
cli-missing-argument = Something is missing: { $argument }
cli-not-one-of = { $argument } takes one of these: { $valid }. “{ $value }” is none of them.
cli-invalid-value = “{ $value }” does not fit { $argument }.
cli-conflict = { $argument } cannot be combined with the other options.
cli-wrong-usage = This command line does not make sense.
cli-unknown-store = AMOKEY_STORE is “{ $store }”. It can be keychain or memory.
cli-bad-profile-name = “{ $name }” cannot be the name of a profile. A name has up to 64 letters, digits, dots, dashes and underscores and begins with a letter or digit.
cli-bad-sandbox = A sandbox is reached at a loopback address with a port, such as http://127.0.0.1:8080.
cli-no-terminal = There is no terminal here, so nothing can be shown. In scripts, use commands such as: amokey status, amokey token
cli-connected = { $profile } is connected: { $account } ({ $host })
cli-which-platform = Is it { $name }.amocrm.ru or { $name }.kommo.com? Say which with --account.
cli-renew-long-lived = { $name } has a long-lived token. Give the next one with: amokey authorize { $name } --long-lived -
cli-stdin-ended = Something is missing on standard input: { $what }. One a line, the secret key first.
cli-nobody-to-ask = Nobody can be asked here: { $what }. Give it on standard input.
cli-secret-in-argv = What is secret is not said on the command line, where others can see it. Give { $argument } a dash, and the text on standard input.
cli-number = A number from 1 to { $count }.
cli-plain-without-terminal =
    setup --plain asks questions, and nobody is here to answer them. These options of amokey connect answer them:
      account          --account acme.amocrm.ru
      way in           --browser, --code -, --url -, --long-lived - or --api-key -
      integration ID   --client-id ID
      secret key       AMOKEY_CLIENT_SECRET, or standard input
      redirect URI     --redirect-uri { $uri }
      name             --profile P
cli-no-profiles = No account is connected yet. Begin with: amokey setup
cli-which-profile = There are several profiles. Say which one: name it, or set AMOKEY_PROFILE.
cli-sandbox-failed = The sandbox could not start: { $reason }
cli-cleaned = { $count ->
    [0] Nothing to remove.
    [one] { $count } authorization removed.
   *[other] { $count } authorizations removed.
}
cli-nothing-pending = No authorization is waiting.
cli-no-history = Nothing has happened yet.
cli-forget-question = Delete { $name } and its secrets from this computer? amoCRM is not told. [y/N]
cli-forget-needs-yes = Nobody can be asked here. To delete { $name }, add --yes.
cli-forgotten = { $name } and its secrets are deleted.
cli-page-written = { $path } is written. Put it at the redirect URI of your integration, on your own https site.
cli-page-port = It hands on to port { $port }, so tell amokey to listen there: AMOKEY_PORT={ $port }
cli-page-not-ours = { $path } is not a page of amokey. To replace it, add --force.
cli-page-failed = { $path } could not be written: { $reason }
cli-man-failed = { $path } could not be written: { $reason }
cli-longer-than-life = A token of this account lives { $life } in all, so it cannot be valid for longer. Ask for less with --min-valid.
cli-stale = The stored token of { $name } is not good enough, and --no-refresh forbids to refresh it. Refresh it with: amokey refresh { $name }
cli-exec-not-found = The command “{ $command }” was not found.
cli-exec-failed = “{ $command }” could not be run: { $reason }
cli-api-words = “{ $given }” is not [P] [METHOD] PATH. The method is GET, POST, PATCH, PUT, DELETE or HEAD.
cli-api-not-a-path = “{ $given }” is not a path. A path begins with / or api/, such as /api/v4/leads
cli-api-foreign = “{ $given }” is not an https address of an account, and nobody else is sent the token.
cli-api-another-account = The address is one of { $named }, but the token opens { $own }. It is not sent anywhere else.
cli-api-not-a-parameter = “{ $given }” is not a parameter. Write it as NAME=VALUE, such as limit=50
cli-api-not-a-header = “{ $given }” is not a header. Write it as “Name: value”.
cli-api-own-header = The header { $given } is set by amokey itself.
cli-api-not-json = The body is not JSON: { $reason }. If it is not meant to be, say what it is with -H "Content-Type: …"
cli-api-unreadable = { $path } could not be read: { $reason }
cli-api-all-reads = --all reads a list, so it goes with GET and without a body.
cli-no-such-lead = There is no lead { $id }, or whoever allowed access may not see it.
cli-lead-title = Lead { $id } · { $name } · responsible: { $user }
cli-no-contacts = This lead has no contacts.
cli-user-number = user { $id }
cli-contact-main = main
cli-rotated = { $name }: refreshed
cli-still-fresh = { $name }: still fresh, nothing to do
cli-moved = { $name }: another process has just refreshed it
cli-renamed = { $name }: refreshed; the account has a new address, { $account }
cli-refresh-summary = Refreshed: { $refreshed } · still fresh: { $fresh } · failed: { $failed }
cli-head-profile = PROFILE
cli-head-account = ACCOUNT
cli-head-access = ACCESS TOKEN
cli-head-refresh = REFRESH TOKEN
cli-head-health = STATE
cli-head-contact = CONTACT
cli-head-name = NAME
cli-head-main = MAIN
cli-head-responsible = RESPONSIBLE
cli-health-ok = fine
cli-health-expiring = ends soon
cli-health-expired = access token ended
cli-health-needs-authorization = needs you
cli-health-elsewhere = looked after elsewhere
cli-health-unknown = never finished
cli-action-callback = callback
cli-action-authorize = authorize
cli-action-refresh = refresh
cli-action-verify = verify
cli-action-forget = forget
