# Records for contract.txt as a JSON array: -v count=N. The same on any machine.
# SPDX-License-Identifier: MIT

# Park and Miller's generator: all products stay below 2^53.
function random(below) {
    state = (state * 16807) % 2147483647
    return state % below
}

function pick(list,    words, count) {
    count = split(list, words, " ")
    return words[1 + random(count)]
}

function grouped(number) {
    return number < 1000 ? number : \
        grouped(int(number / 1000)) sprintf(",%03d", number % 1000)
}

# 1 to 999, as it stands before 万.
function kanji(number,    digit, text) {
    split("一 二 三 四 五 六 七 八 九", digit, " ")
    text = ""
    if (number >= 100)
        text = (number >= 200 ? digit[int(number / 100)] : "") "百"
    number %= 100
    if (number >= 10)
        text = text (number >= 20 ? digit[int(number / 10)] : "") "十"
    return text (number % 10 ? digit[number % 10] : "")
}

function member(name, value) {
    printf "%s\"%s\": \"%s\"", separator, name, value
    separator = ", "
}

function items(    i, each, count) {
    printf "%s\"items\": [", separator
    for (i = 1; i <= 20; i++) {
        each = (5 + random(900)) * 100
        count = 1 + random(24)
        separator = ""
        printf "%s", (i > 1 ? ",\n  {" : "\n  {")
        member("no", i)
        member("work", pick("草刈り 剪定 清掃 巡回 散水 施肥 消毒 補植 点検 除雪") \
            "（" pick("北広場 南広場 遊具の周り 園路 花壇 池の縁 駐車場") "）")
        member("detail", "仕様書第" (1 + random(40)) "項のとおり")
        member("count", count)
        member("unit", pick("回 式 本 平方メートル 時間"))
        member("each", grouped(each))
        member("sum", grouped(each * count))
        printf "}"
    }
    printf "\n]"
}

function record(number,    year, price, place) {
    year = 8 + random(3)
    price = 11 + random(980)
    place = pick("中央 南台 緑ケ丘 川端 新町 浜田 城下 西原 栄町 本郷")
    separator = ""
    printf "%s{", (number > 1 ? ",\n" : "\n")
    member("contract_no", sprintf("公委第%d-%04d号", year, number))
    member("title", "令和" year "年度" place "公園ほか維持管理業務")
    member("city", "見本市")
    member("mayor_title", "見本市長")
    member("mayor", "見本　一郎")
    member("city_address", "見本県見本市役所通1番1号")
    member("company", pick("株式会社例示造園 有限会社架空緑化 例示グリーン＆サービス株式会社") \
        pick("東 西 南 北") "営業所")
    member("president_title", "代表取締役")
    member("president", pick("例示 架空 仮名") "　" pick("花子 太郎 次郎 葉子"))
    member("company_address", "見本県見本市" place (1 + random(9)) "丁目" \
        (1 + random(30)) "番" (1 + random(20)) "号")
    member("from", "令和" year "年4月1日")
    member("to", "令和" (year + 1) "年3月31日")
    member("signed", "令和" year "年3月" (1 + random(31)) "日")
    member("price", grouped(price * 10000))
    member("price_kanji", kanji(price) "万")
    member("tax", grouped(int(price * 10000 / 11)))
    member("deposit", grouped(price * 1000))
    member("pay_within", "30")
    member("interest", "2.5")
    member("site", place "公園ほか" (2 + random(14)) "公園")
    member("officer", "公園緑地課 " pick("主任 係長 主査 技師"))
    member("report_by", 5 + random(10))
    member("keep_years", 3 + random(3))
    member("warranty_years", 1 + random(2))
    member("penalty", "10")
    member("court", "見本地方裁判所")
    member("office", "都市整備部公園緑地課 & 管理係")
    member("phone", sprintf("000-000-%04d", random(10000)))
    member("budget", "8款4項" (1 + random(6)) "目 <委託料>")
    member("form_rev", sprintf("R%d-%02d", year, 1 + random(12)))
    items()
    printf "}"
}

BEGIN {
    state = 20260401
    printf "["
    for (i = 1; i <= count; i++)
        record(i)
    print "\n]"
}
