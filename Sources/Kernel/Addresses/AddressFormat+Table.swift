extension AddressFormat {
  /// How addresses are written, a line for each country: its ISO 3166 code; which of city (C), region (S) and postal
  /// code (Z) an address needs; its lines below the name and the street (those that begin otherwise name them as %N and
  /// %A, with %n between lines); a regular expression of its postal codes; one of them; what its parts are called where
  /// this is not city, province and postal code. Countries that are not here have a city and nothing else.
  ///
  /// Sources: Google's address data of libaddressinput (CC BY 4.0), which follows the addressing sheets of the
  /// Universal Postal Union; CLDR for what belongs to which code. Of our own are the city in Japan, which stands in the
  /// street's line there, that postal codes are called postcodes where English calls them so, and British ones without
  /// the list of post towns.
  static let table = #"""
    AD; C; %Z %C; AD[1-7]0\d; AD100
    AE; S; %S; ; ; emirate
    AF; C; %C%n%Z; \d{4}; 1001
    AG; ; %C
    AI; C; %C%n%Z; (?:AI-)?2640; 2640
    AL; C; %Z%n%C; \d{4}; 1001
    AM; C; %Z%n%C%n%S; (?:37)?\d{4}; 375010
    AR; C; %Z %C%n%S; ((?:[A-HJ-NP-Z])?\d{4})([A-Z]{3})?; C1070AAM
    AS; CSZ; %C %S %Z; (96799)(?:[ \-](\d{4}))?; 96799; state zip
    AT; CZ; %Z %C; \d{4}; 1010
    AU; CSZ; %C %S %Z; \d{4}; 2060; state city_suburb postcode
    AX; CZ; AX-%Z %C%nÅLAND; 22\d{3}; 22150
    AZ; C; AZ %Z %C; \d{4}; 1000
    BA; C; %Z %C; \d{5}; 71000
    BB; C; %C, %S %Z; BB\d{5}; BB23026; parish
    BD; C; %C - %Z; \d{4}; 1340
    BE; CZ; %Z %C; \d{4}; 4000
    BG; C; %Z %C; \d{4}; 1000
    BH; C; %C %Z; (?:1[0-2]|[1-9])\d{2}; 317
    BL; CZ; %Z %C; 9[78][01]\d{2}; 97100
    BM; C; %C %Z; [A-Z]{2} ?[A-Z0-9]{2}; FL 07
    BN; C; %C %Z; [A-Z]{2} ?\d{4}; BT2328
    BR; CSZ; %C-%S%n%Z; \d{5}-?\d{3}; 40301-110; state
    BS; C; %C, %S; ; ; island
    BT; C; %C %Z; \d{5}; 11001
    BY; C; %Z, %C%n%S; \d{6}; 223016
    CA; CSZ; %C %S %Z; [ABCEGHJKLMNPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d; H3Z 2Y7
    CC; C; %C %S %Z; 6799; 6799
    CH; CZ; CH-%Z %C; \d{4}; 2544
    CI; C; %N%n%A %C
    CL; C; %Z %C%n%S; \d{7}; 8340457
    CN; CSZ; %Z%n%S%C%n%A%n%N; \d{6}; 266033
    CO; S; %C, %S, %Z; \d{6}; 111221; department
    CR; CS; %S, %C%n%Z; \d{4,5}|\d{3}-\d{4}; 1000
    CU; C; %C %S%n%Z; \d{5}; 10700
    CV; C; %Z %C%n%S; \d{4}; 7600; island
    CX; C; %C %S %Z; 6798; 6798
    CY; C; %Z %C; \d{4}; 2008
    CZ; CZ; %Z %C; \d{3} ?\d{2}; 100 00
    DE; CZ; %Z %C; \d{5}; 26133
    DK; CZ; %Z %C; \d{4}; 8660
    DO; C; %Z %C; \d{5}; 11903
    DZ; C; %Z %C; \d{5}; 40304
    EC; C; %Z%n%C; \d{6}; 090105
    EE; CZ; %Z %C %S; \d{5}; 69501
    EG; C; %C%n%S%n%Z; \d{5}; 12411
    EH; C; %Z %C; \d{5}; 70000
    ES; CSZ; %Z %C %S; \d{5}; 28039
    ET; C; %Z %C; \d{4}; 1000
    FI; CZ; FI-%Z %C; \d{5}; 00550
    FK; CZ; %C%n%Z; FIQQ 1ZZ; FIQQ 1ZZ
    FM; CSZ; %C %S %Z; (9694[1-4])(?:[ \-](\d{4}))?; 96941; state zip
    FO; C; FO%Z %C; \d{3}; 100
    FR; CZ; %Z %C; \d{2} ?\d{3}; 33380
    GB; CZ; %C%n%Z; GIR ?0AA|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|BFPO ?\d{1,4}; EC1Y 8SY; post_town postcode
    GE; C; %Z %C; \d{4}; 0101
    GF; CZ; %Z %C; 9[78]3\d{2}; 97300
    GG; CZ; %C%nGUERNSEY%n%Z; GY\d[\dA-Z]? ?\d[ABD-HJLN-UW-Z]{2}; GY1 1AA; postcode
    GI; ; GIBRALTAR%n%Z; GX11 1AA; GX11 1AA
    GL; CZ; %Z %C; 39\d{2}; 3900
    GN; C; %N%n%Z %A %C; \d{3}; 001
    GP; CZ; %Z %C; 9[78][01]\d{2}; 97100
    GR; CZ; %Z %C; \d{3} ?\d{2}; 151 24
    GS; CZ; %C%n%Z; SIQQ 1ZZ; SIQQ 1ZZ
    GT; C; %Z- %C; \d{5}; 09001
    GU; CZ; %C %Z; (969(?:[12]\d|3[12]))(?:[ \-](\d{4}))?; 96910; zip
    GW; C; %Z %C; \d{4}; 1000
    HK; S; %S%n%C%n%A%n%N; ; ; area city_district
    HM; C; %C %S %Z; \d{4}; 7050
    HN; CS; %C, %S%n%Z; \d{5}; 31301; department
    HR; C; HR-%Z %C; \d{5}; 10000
    HT; C; HT%Z %C; \d{4}; 6120
    HU; CZ; %N%n%C%n%A%n%Z; \d{4}; 1037
    ID; S; %C%n%S %Z; \d{5}; 40115
    IE; C; %C%n%S%n%Z; [\dA-Z]{3} ?[\dA-Z]{4}; A65 F4E2; county eircode
    IL; C; %C %Z; \d{5}(?:\d{2})?; 9614303
    IM; CZ; %C%n%Z; IM\d[\dA-Z]? ?\d[ABD-HJLN-UW-Z]{2}; IM2 1AA; postcode
    IN; CSZ; %C %Z%n%S; \d{6}; 110034; state pin
    IO; CZ; %C%n%Z; BBND 1ZZ; BBND 1ZZ
    IQ; CS; %C, %S%n%Z; \d{5}; 31001
    IR; C; %N%n%S%n%C%n%A%n%Z; \d{5}-?\d{5}; 11936-12345
    IS; C; %Z %C; \d{3}; 320
    IT; CSZ; %Z %C %S; \d{5}; 00144
    JE; CZ; %C%nJERSEY%n%Z; JE\d[\dA-Z]? ?\d[ABD-HJLN-UW-Z]{2}; JE1 1AA; postcode
    JM; CS; %C%n%S; ; ; parish
    JO; C; %C %Z; \d{5}; 11937
    JP; SZ; 〒%Z%n%S%C%n%A%n%N; \d{3}-?\d{4}; 154-0023; prefecture
    KE; C; %C%n%Z; \d{5}; 20100
    KG; C; %Z %C; \d{6}; 720001
    KH; C; %C %Z; \d{5,6}; 120101
    KI; C; %S%n%C; ; ; island
    KN; CS; %C, %S; ; ; island
    KP; C; %S%n%C%n%A%n%N
    KR; CSZ; %S %C%n%A%n%N%n%Z; \d{5}; 03051; do_si
    KW; C; %Z %C; \d{5}; 54541
    KY; S; %S %Z; KY\d-\d{4}; KY1-1100; island
    KZ; C; %Z%n%S%n%C%n%A%n%N; \d{6}; 040900
    LA; C; %Z %C; \d{5}; 01160
    LB; C; %C %Z; (?:\d{4})(?: ?(?:\d{4}))?; 2038 3054
    LI; CZ; FL-%Z %C; 948[5-9]|949[0-8]; 9496
    LK; C; %C%n%Z; \d{5}; 20000
    LR; C; %Z %C; \d{4}; 1000
    LS; C; %C %Z; \d{3}; 100
    LT; CZ; LT-%Z %C %S; \d{5}; 04340
    LU; CZ; L-%Z %C; \d{4}; 4750
    LV; CZ; %S%n%C, %Z; LV-\d{4}; LV-1073
    MA; C; %Z %C; \d{5}; 53000
    MC; C; MC-%Z %C; 980\d{2}; 98000
    MD; C; MD-%Z %C; \d{4}; 2012
    ME; C; %Z %C; 8\d{4}; 81257
    MF; CZ; %Z %C; 9[78][01]\d{2}; 97100
    MG; C; %Z %C; \d{3}; 501
    MH; CSZ; %C %S %Z; (969[67]\d)(?:[ \-](\d{4}))?; 96960; state zip
    MK; C; %Z %C; \d{4}; 1314
    MM; C; %C, %Z; \d{5}; 11181
    MN; C; %C%n%S %Z; \d{5}; 65030
    MO; ; %A%n%N
    MP; CSZ; %C %S %Z; (9695[012])(?:[ \-](\d{4}))?; 96950; state zip
    MQ; CZ; %Z %C; 9[78]2\d{2}; 97220
    MT; C; %C %Z; [A-Z]{3} ?\d{2,4}; NXR 01
    MU; C; %Z%n%C; \d{3}(?:\d{2}|[A-Z]{2}\d{3}); 42602
    MV; C; %C %Z; \d{5}; 20026
    MX; CSZ; %Z %C, %S; \d{5}; 02860; state
    MY; CZ; %Z %C%n%S; \d{5}; 43000; state
    MZ; C; %Z %C%S; \d{4}; 1102
    NA; C; %C%n%Z; \d{5}; 10001
    NC; CZ; %Z %C; 988\d{2}; 98814
    NE; C; %Z %C; \d{4}; 8001
    NF; C; %C %S %Z; 2899; 2899
    NG; C; %C %Z%n%S; \d{6}; 930283; state
    NI; C; %Z%n%C, %S; \d{5}; 52000; department
    NL; CZ; %Z %C; [1-9]\d{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z]); 1234 AB
    NO; CZ; %Z %C; \d{4}; 0025; post_town
    NP; C; %C %Z; \d{5}; 44601
    NR; S; %S; ; ; district
    NZ; CZ; %C %Z; \d{4}; 6001; postcode
    OM; C; %Z%n%C; (?:PC )?\d{3}; 133
    PA; C; %C%n%S
    PE; C; %C %Z%n%S; (?:LIMA \d{1,2}|CALLAO 0?\d)|[0-2]\d{4}; LIMA 23; city_district
    PF; CSZ; %Z %C %S; 987\d{2}; 98709; island
    PG; CS; %C %Z %S; \d{3}; 111
    PH; C; %C%n%Z %S; \d{4}; 1008
    PK; C; %C-%Z; \d{5}; 44000
    PL; CZ; %Z %C; \d{2}-\d{3}; 00-950
    PM; CZ; %Z %C; 9[78]5\d{2}; 97500
    PN; CZ; %C%n%Z; PCRN 1ZZ; PCRN 1ZZ
    PR; CZ; %C PR %Z; (00[679]\d{2})(?:[ \-](\d{4}))?; 00930; zip
    PT; CZ; %Z %C; \d{4}-\d{3}; 2725-079
    PW; CSZ; %C %S %Z; (969(?:39|40))(?:[ \-](\d{4}))?; 96940; state zip
    PY; C; %Z %C; \d{4}; 1536
    RE; CZ; %Z %C; 9[78]4\d{2}; 97400
    RO; CZ; %Z %S %C; \d{6}; 060274
    RS; C; %Z %C; \d{5,6}; 106314
    RU; CSZ; %C%n%S%n%Z; \d{6}; 247112; oblast
    SA; C; %C %Z; \d{5}; 11564
    SC; C; %C%n%S; ; ; island
    SD; C; %C%n%Z; \d{5}; 11042; city_district
    SE; CZ; SE-%Z %C; \d{3} ?\d{2}; 11455; post_town
    SG; Z; SINGAPORE %Z; \d{6}; 546080
    SH; CZ; %C%n%Z; (?:ASCN|STHL) 1ZZ; STHL 1ZZ
    SI; C; SI-%Z %C; \d{4}; 4000
    SJ; CZ; %Z %C; \d{4}; 9170; post_town
    SK; CZ; %Z %C; \d{3} ?\d{2}; 010 01
    SM; Z; %Z %C; 4789\d; 47890
    SN; C; %Z %C; \d{5}; 12500
    SO; CS; %C, %S %Z; [A-Z]{2} ?\d{5}; JH 09010
    SR; C; %C%n%S
    SV; CS; %Z-%C%n%S; CP [1-3][1-7][0-2]\d; CP 1101
    SY; C; %C; ; ; city_district
    SZ; C; %C%n%Z; [HLMS]\d{3}; H100
    TC; CZ; %C%n%Z; TKCA 1ZZ; TKCA 1ZZ
    TH; C; %C%n%S %Z; \d{5}; 10150
    TJ; C; %Z %C; \d{6}; 735450
    TM; C; %Z %C; \d{6}; 744000
    TN; C; %Z %C; \d{4}; 1002
    TR; CZ; %Z %C/%S; \d{5}; 01960; city_district
    TV; C; %C%n%S; ; ; island
    TW; CSZ; %Z%n%S%C%n%A%n%N; \d{3}(?:\d{2,3})?; 104; county city_district
    TZ; C; %Z %C; \d{4,5}; 6090
    UA; CZ; %C%n%S%n%Z; \d{5}; 15432; oblast
    UM; CS; %C %S %Z; 96898; 96898; state zip
    US; CSZ; %C, %S %Z; (\d{5})(?:[ \-](\d{4}))?; 95014; state zip
    UY; C; %Z %C %S; \d{5}; 11600
    UZ; C; %Z %C%n%S; \d{6}; 702100
    VA; C; %Z %C; 00120; 00120
    VC; C; %C %Z; VC\d{4}; VC0100
    VE; CS; %C %Z, %S; \d{4}; 1010; state
    VG; ; %C%n%Z; VG\d{4}; VG1110
    VI; CSZ; %C %S %Z; (008(?:(?:[0-4]\d)|(?:5[01])))(?:[ \-](\d{4}))?; 00802-1222; state zip
    VN; C; %C%n%S %Z; \d{5}\d?; 70010
    WF; CZ; %Z %C; 986\d{2}; 98600
    XK; C; %Z %C; [1-7]\d{4}; 10000
    YT; CZ; %Z %C; 976\d{2}; 97600
    ZA; CZ; %C%n%Z; \d{4}; 0083
    ZM; C; %Z %C; \d{5}; 50100
    """#

  /// The same of countries whose addresses are written another way round in Latin letters.
  static let latinTable = #"""
    CN; %C%n%S, %Z
    HK; %C%n%S
    JP; %C, %S%n%Z
    KP; %C%n%S
    KR; %C%n%S%n%Z
    MO; %N%n%A
    TW; %C, %S %Z
    """#
}
