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
