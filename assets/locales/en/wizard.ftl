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
step-integration = Integration
step-keys = Keys
step-redirect-uri = Redirect URI
step-consent = Consent
step-save = Save
step-resume = Unfinished
step-done = Done

# The button that allows access, as each platform prints it.
label-allow-amocrm = «Разрешить»
label-allow-kommo = “Allow”

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

integration-title = create one in { $platform }, or open yours
integration-how-amocrm =
    Open https://{ $host }/amo-market
    «⋮» at the top right, then «Создать интеграцию» (Create integration), «Внешняя интеграция» (External integration).
    Fill in a name and the redirect URI below; «Предоставить доступ: Все» (Allow access: all). Save.
    Open its card, tab «Ключи и доступы» (Keys and scopes). Keep it open: the next step asks for what is there.
integration-how-kommo =
    Open https://{ $host }, then Settings → Integrations.
    Create integration → Private integration.
    Fill in a name and the redirect URL below; allow access: all. Save.
    Open the tab “Keys and scopes”. Copy the secret key at once: Kommo shows it only once.
integration-redirect-uri = The redirect URI, exactly like this:
integration-rights-amocrm = Only an administrator of the account can create an integration.
integration-rights-kommo = Only an administrator of the account can create an integration.
integration-demo = In the demo it exists already. Press Enter.
integration-copy = copy it
integration-copied = The redirect URI is on your clipboard.
integration-made = exists in the account
integration-with-secret = { $id } · secret { $secret }

keys-title-amocrm = from the card of the integration, «Ключи и доступы»
keys-title-kommo = from the integration, “Keys and scopes”
keys-client-id-amocrm = Integration ID · «ID интеграции»
keys-client-id-kommo = Integration ID
keys-client-secret-amocrm = Secret key · «Секретный ключ»
keys-client-secret-kommo = Secret key
keys-redirect-uri-amocrm = Redirect URI · «Ссылка для перенаправления»
keys-redirect-uri-kommo = Redirect URL
keys-redirect-uri-hint = exactly as in the integration, to the last slash
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

# What a text was recognized as.
is-redirected-url = This is the address you land on after consent.
is-callback-query = This is a part of the address you land on after consent.
is-code = This is an authorization code or a refresh token.
is-token = This is an access token.
is-token-answer = This is an answer with tokens.
is-client-secret = This is a secret key.
is-client-id = This is an integration ID.
is-consent-url = This is the address of a consent page.
is-address = This is the address of a page.
unlike = This does not look right.
# What was expected instead.
expects-account = An account looks like acme.amocrm.ru or acme.kommo.com.
expects-client-id = The integration ID looks like 2912780f-a1e4-…
expects-client-secret = The secret key is 64 letters and digits.
expects-redirect-uri = A redirect URI looks like http://localhost:18497/callback.
expects-paste = Paste the address you landed on, or the code from it.
uri-no-url = A redirect URI begins with http:// or https://.
uri-plain-http = Without encryption only localhost is allowed. Other addresses begin with https://.
uri-fragment = A redirect URI has no part after #.
uri-redirected = This is the address you land on after consent. Here goes the one from the integration.
uri-no-path = No slash at the end. Is it exactly so in the integration? To amoCRM these are two different addresses.
paste-no-code = There is no code in this address. Copy the whole address, from http to its end.
paste-cut = This code is cut off: a whole one has about 900 characters. Copy the whole address once more.
paste-garbled = This code is garbled. Copy the whole address once more.
paste-repeated = There are two codes in this address. Copy it once more.

consent-preparing = getting ready…
consent-title = waiting for { $allow } in your browser
consent-left = { $time } left
consent-opened = A page of { $platform } has opened in your browser.
consent-open-local = Open { $url } in your browser.
consent-open-copied = Press ^Y to copy the link, and open it in your browser.
consent-choose = Choose the account { $account } and press { $allow }.
consent-back-by-itself = That is all: it goes on here by itself.
consent-back-by-hand = You land on { $uri }, perhaps on an error page. That is fine: copy its whole address.
consent-no-page = No page?
consent-remote = Is the browser on another computer? Run this there first:
consent-paste = Or paste the address you landed on, or a code:
consent-paste-only = Paste the address you landed on, or a code:
consent-paste-demo = Press { $allow } there, or just Enter here: the sandbox allows it for you.
consent-handed = Checking…
consent-copied = The link is on your clipboard. Open it in any browser.
consent-still-waiting = Nothing is lost. amokey is still waiting.
consent-failed = not connected
consent-again = Try again: everything you entered is kept.
consent-given = access allowed
silence-title = Nothing has come for a minute. Most likely:
silence-platform = The home page of { $platform } opened? The integration may be one of { $other }: go back.
silence-rights = No { $allow }, or the tab is closed? Sign in as an administrator and open it again.
silence-elsewhere = Another page opened after { $allow }? Paste its address below.

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

qr-too-large = The QR code needs a window of { $width }×{ $height }.
qr-too-long = The link is too long for a QR code.
qr-instead = Enlarge the window, or press ^Y to copy the link.

# Outside the full screen, below a link that was printed.
wizard-print-back = Press Enter to go back.
