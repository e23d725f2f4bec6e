# Фільтр: що в ньому не так і з чого він складається.

filter-see-help = З чого складається фільтр: amokey help filters
filter-near-keyword = Слова «{ $said }:» у фільтрі немає. Можливо, ви мали на увазі { $near }? Текст із двокрапкою беруть у лапки.
filter-which-state = Після двокрапки пишуть одне зі слів: { $known }.
filter-no-state = Стану «{ $said }» немає. Є: { $known }.
filter-near-state = Стану «{ $said }» немає. Можливо, ви мали на увазі { $near }?
filter-no-span = «{ $said }» — не строк. Строк пишуть так: <7д, <12год, <3т або до:7д.
filter-no-integration = Після двокрапки пишуть ID інтеграції або його частину.
filter-hint = слова  -крім  ! чекає на вас  до:7д  це:…  на:…  "два слова"
filter-nothing-found = За цим фільтром профілів не знайшлося.
filter-nobody-calls = Уваги нічого не потребує.
filter-is-needs-you = нічого не працює, поки ви чогось не зробите
filter-is-soon = закінчиться цього тижня, до того потрібні ви
filter-is-fine = усе працює
filter-is-ended = access-токен закінчився
filter-is-revoked = amoCRM або Kommo не приймає його токени
filter-is-unfinished = підключення розпочато й не закінчено
filter-is-elsewhere = за токенами стежить інша програма
filter-is-long-lived = він має довгостроковий токен
filter-is-oauth = access-токен оновлюється refresh-токеном
filter-is-amocrm = акаунт на amocrm.ru
filter-is-kommo = акаунт на kommo.com
filter-is-keychain = токени в системному сховищі паролів
filter-is-file = токени в зашифрованому файлі
filter-is-sandbox = акаунт зображує пісочниця
filter-help-about = Фільтр кількома словами каже, які профілі потрібні: мають підійти всі слова.
    У списку профілів його набирають після /, у командному рядку: amokey status --filter.
    Щоб він був від самого початку: amokey config set filter
filter-help-word = в імені, акаунті чи адресі; літери можна пропускати
filter-help-text = у нотатці; на початку ID інтеграції
filter-help-quoted = текст із пробілами або зі знаками, що означають щось інше
filter-help-not = крім цього; ставиться й перед усім, що нижче
filter-help-needs-you = чекає на вас, те саме, що це:чекає
filter-help-within = потрібні ви впродовж 7 днів, 12 годин, 3 тижнів
filter-help-on = через цю інтеграцію: частина її ID
filter-help-is = одне зі слів:
filter-help-languages = Слова зрозумілі всіма мовами amokey: is:ended, это:закончился, це:закінчився.
    Замість <7d можна написати й до:7д — розкладку міняти не треба.
