"""DATA: names of months and seasons in the languages in which bibliographies are written.

Source: Unicode CLDR 45, ``gregorian/months`` (format and stand-alone, wide and abbreviated), without accents; a name
that means different months in two of the languages (Croatian and Polish "listopad") is left out.
"""

MONTH_NAMES = {
    1: "januar january januari janvier enero gennaio janeiro gener styczen stycznia leden ledna tammikuu tammikuuta "
    "ianuarie ocak jan jaen jaenner janner janv ene gen sty led január января янв",
    2: "februar february februari fevrier febrero febbraio fevereiro febrer luty lutego unor unora helmikuu helmikuuta "
    "februarie subat feb febr fevr fev lut uno február февраля фев",
    3: "march marz maerz mars marzo marco maart marc marzec marca brezen brezna maaliskuu maaliskuuta martie mart "
    "mar mrz mrt bre március марта мар",
    4: "april avril abril aprile kwiecien kwietnia duben dubna huhtikuu huhtikuuta aprilie nisan apr avr abr kwi dub "
    "április апреля апр",
    5: "may mai mayo maggio maio maig mei maj maja kveten kvetna toukokuu toukokuuta mayis mag kve május мая май",
    6: "june juni juin junio giugno junho juny czerwiec czerwca cerven cervna kesakuu kesakuuta iunie haziran jun giu "
    "cze június июня июн",
    7: "july juli juillet julio luglio julho juliol lipiec lipca cervenec cervence heinakuu heinakuuta iulie temmuz "
    "jul juil lug lip július июля июл",
    8: "august aout agosto augustus augusti agost sierpien sierpnia srpen srpna elokuu elokuuta agustos aug ago sie "
    "srp augusztus августа авг",
    9: "september septembre septiembre setiembre settembre setembro setembre wrzesien wrzesnia zari syyskuu syyskuuta "
    "septembrie eylul sep sept set wrz szeptember сентября сен",
    10: "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika rijen rijna lokakuu lokakuuta "
    "octombrie ekim oct okt ott out paz rij október октября окт",
    11: "november novembre noviembre novembro listopada listopadu marraskuu marraskuuta noiembrie kasim nov ноября ноя",
    12: "december dezember decembre diciembre dicembre dezembro desember desembre grudzien grudnia prosinec prosince "
    "joulukuu joulukuuta decembrie aralik dec dez dic des gru pro декабря дек",
}
"""month -> its names and abbreviations."""

SEASON_NAMES = {
    21: "spring printemps fruhling fruhjahr fruehjahr primavera lente voorjaar",
    22: "summer ete sommer estate verano verao zomer",
    23: "autumn fall automne herbst otono autunno outono herfst najaar",
    24: "winter hiver invierno inverno",
}
"""EDTF's number of a season -> its names."""
