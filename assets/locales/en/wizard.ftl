# The wizard.
wizard-first = first-time setup
wizard-another = another account
wizard-again = { $profile }: authorize again
wizard-demo = demo
wizard-seconds = { $seconds } s
wizard-store-keychain = system keychain
wizard-store-file = sealed file
wizard-store-memory = memory of this program

# The steps, as they stand at the left.
step-account = Account
step-way-in = Way in
step-integration = Integration
step-keys = Keys
step-redirect-uri = Redirect URI
step-consent = Consent
step-code = Code
step-token = Token
step-api-key = API key
step-save = Save
step-resume = Unfinished
step-done = Done

# The button that allows access, as each platform prints it.
label-allow-amocrm = «Разрешить»
label-allow-kommo = “Allow”
# The tab with the texts of the integration, as each platform prints it.
label-keys-amocrm = «Ключи и доступы»
label-keys-kommo = “Keys and scopes”

resume-title = an authorization is still waiting
resume-told = { $account }: access can still be allowed for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
resume-continue = go on with it
resume-anew = start anew

account-title = which one do you want to connect?
account-hint = acme.amocrm.ru, acme.kommo.com, or the address of any page of the account
account-platform = where does { $name } live?
account-platform-hint = Look at the address of your account in the browser.
account-existing = { $host } is connected already
account-again = authorize { $profile } again: everything is kept
account-other = connect another integration of this account
account-foreign = { $host } is not an address of amoCRM or Kommo.
account-service = This is a page of amoCRM or Kommo itself, not an account. Open your account and copy its address.
account-no-address = This is no account address. It looks like acme.amocrm.ru or acme.kommo.com.
demo-told = Demo: a stand-in for amoCRM inside this program, with everything filled in. Nothing leaves this computer. Press Enter.
demo-over = That was the demo: nothing of it is kept. Your own account is connected with:

way-title = how do you want to get in?
way-consent = consent in the browser
way-code = the code from { $keys }
way-long-lived = a long-lived token
way-api-key = the API key of an old account
way-consent-about = Recommended: you press { $allow } once, and from then on the tokens are kept fresh by themselves.
way-code-about = For an integration whose redirect URI leads to a site. You copy a code that lives for 20 minutes; from then on the tokens are kept fresh by themselves.
way-long-lived-about = An administrator makes it in a private integration, for a day up to five years. Nothing renews it: on its day you paste the next one.
way-api-key-about = For accounts from before 2020. amoCRM may not answer to these keys any more; consent works everywhere.
way-consent-short = consent in the browser
way-code-short = code from the settings
way-long-lived-short = long-lived token
way-api-key-short = API key

integration-title = create one in { $platform }, or open yours
integration-demo = In the demo it exists already. Press Enter.
integration-copy = copy it
integration-copied = The redirect URI is on your clipboard.
integration-made = exists in the account
integration-with-secret = { $id } · secret { $secret }

# The guides, line by line, in the labels that the platforms print.
guide-open-amocrm = Open https://{ $host }/amo-market
guide-open-kommo = Open https://{ $host }, “Settings” → “Integrations” → “Create integration” → “Private”.
guide-create-amocrm = «⋮» at the top right, or a button there: «Создать интеграцию» (Create integration) → «Внешняя интеграция» (External).
guide-create-private-amocrm = «⋮» at the top right, or a button there: «Создать интеграцию» (Create integration) → «Приватная» (Private), where the account offers it.
guide-other-menus-amocrm = No such menu? In other accounts it is «Разработчикам» (For developers), or «Настройки» → «Интеграции» (Settings → Integrations).
guide-fill-amocrm = Fill in a name and the redirect URI below; «Предоставить доступ: Все» (Allow access: all). Save.
guide-fill-kommo = Fill in a name and this “Redirect URL”. Save.
guide-fill-any-amocrm = Fill in a name and any https address as the redirect URI: nothing is sent there. «Предоставить доступ: Все» (Allow access: all). Save.
guide-fill-any-kommo = Fill in a name and any https address as the “Redirect URL”: nothing is sent there. Save.
guide-fill-reachable-amocrm = Fill in a name and, as the redirect URI, an address of your site: amoCRM calls it from its own servers, so localhost will not do. «Предоставить доступ: Все» (Allow access: all). Save.
guide-fill-reachable-kommo = Fill in a name and, as the “Redirect URL”, an address of your site: Kommo calls it from its own servers, so localhost will not do. Save.
guide-fill-no-uri-amocrm = Fill in a name; the redirect URI may stay empty. «Предоставить доступ: Все» (Allow access: all). Save.
guide-fill-no-uri-kommo = Fill in a name; the “Redirect URL” may stay empty. Save.
guide-localhost-refused = Refused http://localhost? Any https address will do: enter it there and in the next step, then paste the address you land on.
guide-keys-amocrm = Open its card, tab «Ключи и доступы» (Keys and scopes): the next step asks for what is there.
guide-keys-kommo = On “Keys and scopes”, press “Generate secret key”: copy it at once, it is shown only once.
guide-secret-in-use-kommo = “Generate secret key” cuts off whatever uses the integration already: then create a new one, or take a long-lived token.
guide-secret-not-needed-kommo = Leave “Generate secret key” alone: a new key cuts off every program that uses the old one, and none is needed here.
guide-other-languages-kommo = The tab is “Llaves y alcances” in Spanish, “Chaves e escopos” in Portuguese.
guide-administrator = Only an administrator can create an integration. You are not one? Have one create and install it, then allow access yourself.
guide-administrator-of-token = Only an administrator can create an integration and a long-lived token.
guide-open-card-amocrm = Open the card of the integration, tab «Ключи и доступы» (Keys and scopes).
guide-open-card-kommo = Open the window of the integration, tab “Keys and scopes” (Spanish “Llaves y alcances”, Portuguese “Chaves e escopos”).
guide-copy-code-amocrm = Copy the authorization code, «Код авторизации». If it is older than 20 minutes, renew it there first.
guide-copy-code-kommo = Copy the authorization code. If it is older than 20 minutes, renew it there first.
guide-not-installed = No code there? It is shown only where the integration is installed.
guide-generate-token-amocrm = Generate a long-lived token, «Долгосрочный токен», and choose until when it is to work: for a day up to five years.
guide-generate-token-kommo = Press “Generate long-lived token” (Portuguese “Gerar token de longa duração”) and choose until when it is to work: for a day up to five years.
guide-copy-token = Copy it at once: it is shown only one time.

keys-title-amocrm = from the card of the integration, «Ключи и доступы»
keys-title-kommo = from the integration, “Keys and scopes”
keys-client-id-amocrm = Integration ID · «ID интеграции»
keys-client-id-kommo = Integration ID
keys-client-secret-amocrm = Secret key · «Секретный ключ»
keys-client-secret-kommo = Secret key
keys-redirect-uri-amocrm = Redirect URI · «Ссылка для перенаправления»
keys-redirect-uri-kommo = Redirect URI · “Redirect URL”
keys-redirect-uri-hint = exactly as in the integration, to the last slash
keys-new-secret-kommo = No key at hand? Kommo shows it once, and a new one cuts off every program that uses the old: rather create a new integration, or take a long-lived token.
keys-other-platform = The profile { $profile } uses this integration, and it is one of { $platform }: here it does not exist. Esc leads back to the account.
keys-count = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
keys-secret-shown = { $secret }, { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
keys-unusual-length = Secret keys usually have 64 characters. Is this one whole?
keys-checking = Trying the { $store }: write, read, delete…

code-title = from { $keys }
code-left = { $time } left at most
code-over = Twenty minutes have passed: this code no longer works. Copy a fresh one.
code-redirect-uri = It is exchanged together with the redirect URI { $uri }: it has to be the one in the integration.

token-title = from { $keys }
token-until = works until { $end }
token-short = It lives for a day, as usual access tokens do. Is it the long-lived one?
token-other-platform = This token says that it is one of { $platform }, and the account is not.
token-ended = This token has ended. Generate a new one in the integration.

api-key-title = of an account from before 2020
api-key-login = Login
api-key-key = API key
api-key-age = The keys left the interface in 2020, so amoCRM may not answer to them any more. Esc leads to the other ways.

exchange-title = waiting for the code from amoCRM
exchange-how-here =
    amoCRM has accepted the key and now calls { $uri } from its own servers.
    That address is on this computer: they can reach it through a tunnel only.
exchange-how-elsewhere =
    amoCRM has accepted the key and now calls { $uri } from its own servers.
    Find that request in the log of the site: it has code=def50200… in it.
exchange-paste = Paste that address here, or the code from it:
exchange-silence = No such request? amoCRM may have stopped sending them. Go back and take consent in the browser.

# What a text was recognized as.
is-redirected-url = This is the address you land on after consent; it belongs in the step Consent.
is-callback-query = This is a part of the address you land on after consent; it belongs in the step Consent.
is-code = This is an authorization code or a refresh token; a code belongs in the step Consent or Code.
is-token = This is an access token; a long-lived one has a way in of its own.
is-token-response = This is an answer with tokens; amokey import takes it.
is-client-secret = This is a secret key; it belongs in the field “Secret key” of the step Keys.
is-client-id = This is an integration ID; it belongs in the field “Integration ID” of the step Keys.
is-email = This is an e-mail address; only the way in by API key asks for one.
is-api-key = This is an API key; it has a way in of its own.
is-consent-url = This is the address of a consent page; it belongs in your browser.
is-address = This is the address of a page; that of your account belongs in the step Account.
is-unknown = This does not look right.
# What was expected instead.
expects-account = An account looks like acme.amocrm.ru or acme.kommo.com.
expects-client-id = The integration ID looks like 2912780f-a1e4-…
expects-client-secret = The secret key is 64 letters and digits.
expects-redirect-uri = A redirect URI looks like http://localhost:18497/callback.
expects-landed = Paste the address you landed on, or the code from it.
expects-code = The code begins with def50200 and has about 900 characters.
expects-long-lived = A long-lived token begins with eyJ and has about 1000 characters.
expects-login = The login is the e-mail address of the key’s owner.
expects-api-key = An API key has 40 letters and digits.
uri-no-url = A redirect URI begins with http:// or https://.
uri-plain-http = The code comes to this address unencrypted. Without the secret key it is good for nothing; https:// is safer all the same.
uri-fragment = A redirect URI has no part after #.
uri-redirected = This is the address you land on after consent. Here goes the one from the integration.
uri-no-path = No slash at the end. Is it exactly so in the integration? To amoCRM these are two different addresses.
paste-lines = That was more than one value, and one goes here. Nothing was put in.
paste-no-code = There is no code in this address. Copy the whole address, from http to its end.
paste-cut = This code is cut off: a whole one has about 900 characters. Copy all of it once more.
paste-garbled = This code is garbled. Copy the whole address once more.
paste-repeated = There are two codes in this address. Copy it once more.

consent-preparing = getting ready…
consent-title = waiting for { $allow } in your browser
consent-left = { $time } left
consent-opened = A page of { $platform } has opened in your browser.
consent-open-local = Open { $url } in your browser.
consent-tunnel = On your own computer, run this in another window and leave it open:
consent-open-there = Open { $url } there.
consent-open-any = Open the link on any computer: ^Y copies it, ^P prints it.
consent-open-windows = Open { $url } in the browser of Windows.
consent-back-windows = That is all: it goes on here by itself. If the page after that does not open, paste its address.
consent-back-container = The page after that does not open: no browser gets into this container. Copy its whole address.
consent-back-no-display = The page after that does not open: it would be on this computer. Copy its whole address.
consent-no-page-tunnel = No page? Open { $url } on your own computer, after this was run there:
consent-paste-without = Or without it: open the link anywhere (^Y copies it), and paste the address you land on:
consent-choose = Choose the account { $account }, if there are several, and press { $allow }.
consent-back-by-itself = That is all: it goes on here by itself.
consent-back-by-hand = You land on { $uri }, perhaps on an error page. That is fine: copy its whole address.
consent-page = Is it your own site? amokey page writes a page for that address which brings you back here.
consent-not-handed-on = What a page of amokey at the redirect URI hands on does not get here: paste the address.
consent-no-page = No page?
consent-their-error = { $platform } itself shows an error after { $allow }? Open the link once more.
consent-paste = Or paste the address you landed on, or a code:
consent-paste-only = Paste the address you landed on, or a code:
consent-paste-demo = Press { $allow } there, or just Enter here: the sandbox allows it for you.
consent-handed = Checking…
consent-copied = The link is on your clipboard. Open it in any browser.
consent-still-waiting = Nothing is lost. amokey is still waiting.
consent-failed = not connected
consent-again = Try again: everything you entered is kept.
consent-instead = Connect { $account } instead.
consent-given = access allowed
silence-title = Nothing has come for a minute. Most likely:
silence-by-hand = Is something in the way? Most likely:
silence-platform = The home page of { $platform } opened? The integration may be one of { $other }: go back.
silence-rights = No { $allow }? An administrator has to install the integration first: sign in as one and open it again.
silence-elsewhere = Another page after { $allow }? The redirect URI leads there, or the port is blocked: paste its address below.
silence-error = An error of { $platform } itself after { $allow }? Open it again; if that does not help, go back and take the code from the settings.

work-title = almost done
work-exchange = exchanging the code for tokens
work-save = saving the tokens: { $store }
work-verify = asking the account for its name

done-title = { $account } is connected
done-profile = Profile
done-access = Access token
done-refresh = Refresh token
done-store = Kept in
done-until = { $left }, until { $end }
done-estimated = { $end } (estimated)
done-unverified = The tokens are saved. The account could not be asked for its name yet.
done-schedule = keeps it fresh without you
done-export = for another program
done-script = for a script of yours
done-copied = The command is on your clipboard.

qr-too-large = The QR code needs a window of { $width }×{ $height }; this one has { $here }.
qr-instead = Make the letters smaller or the window larger. Or ^Y copies the link, ^P prints it.
qr-phone = After { $allow } the phone lands on a page that does not open there. Send its address to yourself and paste it here.
qr-too-long = The link is too long for a QR code.

# A store that cannot be used.
step-store = Store
store-title = something has to keep the tokens
store-offered = goes on: tokens can be kept in a sealed file
store-way-file = keep them in a sealed file
store-way-place = in a sealed file, with its key elsewhere
store-way-again = try once more
store-way-unlocked = it is unlocked now: try once more
store-file-about = An encrypted file of amokey, and its key in a file of its own: { $path }. Both are made now, for you alone, and the settings remember it. Keep a copy of the key: without it nobody can read the file.
store-file-others = { $count ->
    [one] { $count } profile is in the keychain. It is found again with:
   *[other] { $count } profiles are in the keychain. They are found again with:
} amokey config set store keychain
store-this-run = { $said } comes before the settings: until you quit, the sealed file is used all the same. Take that variable away before the next start.
store-place-title = where is the key to be?
store-place-hint = a whole path, from / or ~/ on; a key that is there is used
store-place-relative = Commands run in any folder, so a whole path is needed: from / or ~/ on.
store-making = Making the key and the sealed file…

leave-title = leave?
leave-lost = What you typed is lost.

# Outside the full screen, below a link that was printed.
wizard-print-back = Press Enter to go back.

# The same questions on a line each.
asks-account = Account, such as acme.amocrm.ru
asks-client-id = Integration ID
asks-client-secret = Secret key
asks-redirect-uri = Redirect URI
asks-landed = The address you landed on, or the code
asks-code = The code from the settings
asks-long-lived = Long-lived token
asks-login = Login, the e-mail address of the key’s owner
asks-api-key = API key
asks-number = Number
asks-unseen = { $what } (what you type is not shown)
