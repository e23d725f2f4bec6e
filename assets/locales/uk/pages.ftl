# Що показує браузер, повернувшись зі сторінки згоди. Одна картка: речення, а під ним дрібніше —
# що робити далі. $account — назва або адреса акаунта, $expected — адреса.

page-connected-title = Підключено
page-connected-sentence = Акаунт { $account } підключено. Вкладку можна закрити й повернутися до термінала.

page-denied-title = Доступ не надано
page-denied-sentence = Ви не дозволили доступ, тож нічого не змінилося.
page-denied-hint = Якщо це сталося випадково, спробуйте ще раз із термінала.

page-wrong-attempt-title = Інша спроба
page-wrong-attempt-sentence = Ця сторінка лишилася від спроби, яку вже завершено.
page-wrong-attempt-hint = Поверніться до термінала й відкрийте сторінку згоди звідти ще раз.

page-wrong-account-title = Інший акаунт
page-wrong-account-sentence = Доступ надано до іншого акаунта, а очікувався { $expected }.
page-wrong-account-hint = Поверніться до термінала: там написано, як вибрати потрібний.

page-wrong-integration-title = Інша інтеграція
page-wrong-integration-sentence = Доступ надано іншій інтеграції — не тій, яку ви вказали.
page-wrong-integration-hint = Поверніться до термінала й перевірте ID інтеграції.

page-incomplete-title = Немає коду
page-incomplete-sentence = У цій адресі немає коду авторизації.
page-incomplete-hint = Поверніться до термінала й відкрийте сторінку згоди звідти ще раз.

page-failed-title = Не підключено
page-failed-sentence = Доступ надано, але підключити акаунт не вдалося.
page-failed-hint = Що сталося і що робити далі, написано в терміналі.

page-nobody-waits-title = Уже не чекаємо
page-nobody-waits-sentence = На цю сторінку вже ніхто не чекає.
page-nobody-waits-hint = Зазирніть у термінал: там видно, чим закінчилася спроба.

page-not-found-title = Тут порожньо
page-not-found-sentence = Тут нічого немає.
page-not-found-hint = За цією адресою amokey чекає лише на повернення браузера з відповіддю.

# Сторінка для посилання перенаправлення (Redirect URI) на власному сайті: усі три мови в одному файлі.

site-plain = Лишився один крок. Скопіюйте адресу цієї сторінки повністю з адресного рядка і вставте її в amokey.
site-ready = Сторінка на місці.
site-ready-hint = Коли ви дозволите доступ, amoCRM або Kommo поверне браузер сюди, а звідси код потрапить до amokey.
site-granted = Доступ надано. Лишився один крок.
site-hand-on = Завершити в amokey
site-elsewhere = amokey запущено на іншому компʼютері? Скопіюйте цю адресу й вставте її там:
site-handed = Відкрилася нова вкладка. Якщо в ній помилка зʼєднання, то на цьому компʼютері amokey не чекає. Скопіюйте цю адресу і вставте її там, де запущено amokey:
site-copy = Скопіювати
site-copied = Скопійовано.
site-denied = Доступ не надано.
site-denied-hint = Нічого не змінилося. Якщо це сталося випадково, спробуйте ще раз із amokey.
site-tell = Повідомити amokey
site-garbled = У цій адресі немає коду авторизації — або від нього лишилася тільки частина.
site-garbled-hint = Відкрийте сторінку згоди з amokey ще раз.
