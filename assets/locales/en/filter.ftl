# The filter: what is wrong about it, what it may be made of.

filter-see-help = What a filter may be made of: amokey help filters
filter-near-keyword = “{ $said }:” is no keyword. Did you mean { $near }? A text with a colon in it is put in quotation marks.
filter-which-state = Behind the colon comes one of these: { $known }.
filter-no-state = There is no state “{ $said }”, but: { $known }.
filter-near-state = There is no state “{ $said }”. Did you mean { $near }?
filter-no-span = “{ $said }” is no time. This is how it is written: <7d, <12h, <3w.
filter-no-integration = Behind the colon comes the ID of an integration, or a part of it.
filter-hint = words  -not  ! needs you  <7d  is:…  on:…  "two words"
filter-nothing-found = No profile is found by this filter.
filter-nobody-calls = Nothing needs attention.
filter-is-needs-you = nothing works until you have done something
filter-is-soon = it ends within the week, and somebody has to do something before
filter-is-fine = everything works
filter-is-ended = its access token has ended
filter-is-revoked = amoCRM or Kommo refuses its tokens
filter-is-unfinished = the connection was begun and not finished
filter-is-elsewhere = another program looks after its tokens
filter-is-long-lived = it has a long-lived token
filter-is-oauth = its access token is renewed with a refresh token
filter-is-amocrm = the account is at amocrm.ru
filter-is-kommo = the account is at kommo.com
filter-is-keychain = its tokens are in the system keychain
filter-is-file = its tokens are in the sealed file
filter-is-sandbox = the sandbox plays its account
filter-help-about = A filter says in a few words which profiles are meant: all of them have to hold.
    On the dashboard it is typed after /, on the command line: amokey status --filter.
    One that is there from the start: amokey config set filter
filter-help-word = in the name, the account or the address; letters may be left out
filter-help-text = in the note; at the beginning of the integration’s ID
filter-help-quoted = a text with spaces, or with signs that would mean something else
filter-help-not = not this; it stands before everything below as well
filter-help-needs-you = needs you, the same as is:needs-you
filter-help-within = somebody has to do something within 7 days, 12 hours, 3 weeks
filter-help-on = through this integration: a part of its ID
filter-help-is = one of these:
filter-help-languages = Keywords are understood in every language of amokey: is:ended, это:закончился, це:закінчився.
    Instead of <7d there are also within:7d and до:7д.
