extension DemoMotif {
  /// Half the width of the shadow under the thing; none for what hangs or lies flat.
  var shadowWidth: Int {
    switch self {
    case .pendant, .necklace, .earrings, .brooch, .clock, .calendar, .tee, .sweater, .apron, .towel, .print,
      .scarf,
      .rug:
      0
    case .plate, .blanket, .cushion, .stool, .basket: 300
    case .ring, .bracelet, .watch: 170
    default: 220
    }
  }

  /// The thing itself: two fills, one line, and a shade that gives it body.
  func shapes(_ design: DemoDesign) -> String {
    tableware(design) ?? textile(design) ?? room(design) ?? clothing(design) ?? jewellery(design)
      ?? pantry(design) ?? paper(design) ?? garden(design)
  }

  func solid(_ path: String, _ fill: String) -> String {
    "<path d=\"\(path)\" fill=\"\(fill)\"/><path d=\"\(path)\" fill=\"url(#s)\"/>"
  }

  func line(_ path: String, _ colour: String, _ width: Int = 14) -> String {
    "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(width)\"/>"
  }

  private func tableware(_ d: DemoDesign) -> String? {
    switch self {
    case .mug:
      return line("M650 600c150-30 170 190-10 190", d.body, 38)
        + solid("M290 520h380l-24 370q-4 45-50 45H364q-46 0-50-45z", d.body)
        + solid("M296 610h368l-8 110H304z", d.accent)
    case .bowl:
      return solid("M180 600h600c0 200-120 335-240 335H420C300 935 180 800 180 600z", d.body)
        + "<ellipse cx=\"480\" cy=\"600\" rx=\"300\" ry=\"46\" fill=\"\(d.accent)\"/>"
    case .plate:
      return
        "<circle cx=\"480\" cy=\"640\" r=\"330\" fill=\"\(d.body)\"/><circle cx=\"480\" cy=\"640\" r=\"330\" fill=\"url(#s)\"/>"
        + "<circle cx=\"480\" cy=\"640\" r=\"300\" fill=\"none\" stroke=\"\(d.accent)\" stroke-width=\"16\"/>"
        + "<circle cx=\"480\" cy=\"640\" r=\"205\" fill=\"#fff\" opacity=\".16\"/>"
    case .vase:
      return line("M470 430C440 300 380 260 350 200M480 430V190M490 430c30-110 90-150 130-200", d.accent, 10)
        + solid(
          "M420 420h120c-6 110 120 180 120 330 0 130-80 185-180 185s-180-55-180-185c0-150 126-220 120-330z",
          d.body)
        + line("M318 720c100 40 224 40 324 0", d.accent, 18)
    case .teapot:
      return line("M300 640c-150-40-170 170-10 190", d.body, 32)
        + solid("M660 660l140-90 20 34-130 190z", d.body)
        + solid("M270 720c0-130 94-210 210-210s210 80 210 210-70 215-210 215-210-85-210-215z", d.body)
        + solid("M360 520h240l-20-34H380z", d.accent)
        + "<circle cx=\"480\" cy=\"466\" r=\"30\" fill=\"\(d.accent)\"/>"
    case .jug:
      return line("M620 520c190-20 190 270 10 280", d.body, 34)
        + solid(
          "M330 420l60-40h230l-30 60c10 150 60 210 60 330 0 100-60 165-170 165s-170-65-170-165c0-120 60-190 20-350z",
          d.body)
        + solid("M318 720h324l6 60H312z", d.accent)
    default: return nil
    }
  }

  private func textile(_ d: DemoDesign) -> String? {
    switch self {
    case .blanket:
      return solid("M200 560q280-60 560 0v330q-280 60-560 0z", d.body)
        + solid("M200 640q280-60 560 0v50q-280-60-560 0z", d.accent)
        + solid("M200 760q280-60 560 0v24q-280-60-560 0z", d.accent)
        + line(
          "M220 900v40M290 912v40M360 920v40M430 925v40M500 926v40M570 923v40M640 916v40M710 906v40", d.body,
          8)
    case .cushion:
      return solid("M200 420q280 60 560 0-50 250 0 500-280-50-560 0 50-250 0-500z", d.body)
        + solid("M480 540l130 130-130 130-130-130z", d.accent)
    case .scarf:
      return line("M300 210c-60 130 40 240 180 240s240-110 180-240", d.body, 96)
        + solid("M400 430h120v480H400z", d.body) + solid("M400 760h120v50H400z", d.accent)
        + solid("M400 840h120v24H400z", d.accent)
        + line("M412 912v46M440 912v46M468 912v46M506 912v46", d.body, 8)
    case .towel:
      return line("M180 250h600", d.accent, 20) + solid("M300 250h360v700H300z", d.body)
        + solid("M300 780h360v60H300z", d.accent) + solid("M300 870h360v18H300z", d.accent)
    case .basket:
      return line("M310 600c20-240 320-240 340 0", d.accent, 26) + solid("M220 590h520l-60 345H280z", d.body)
        + line("M240 680h480M255 765h450M270 850h420", d.accent, 12)
    case .rug:
      return solid("M240 240h480v720H240z", d.body) + solid("M290 290h380v620H290z", d.accent)
        + solid("M480 400l130 200-130 200-130-200z", d.body)
        + line(
          "M250 240v-40M330 240v-40M410 240v-40M490 240v-40M570 240v-40M650 240v-40M710 240v-40", d.body, 8)
    default: return nil
    }
  }

  private func room(_ d: DemoDesign) -> String? {
    switch self {
    case .lamp:
      return line("M480 560v320", d.accent, 22) + solid("M360 900q120-60 240 0v35H360z", d.accent)
        + solid("M360 270h240l110 300H250z", d.body)
    case .pendant:
      return line("M480 0v330", d.accent, 8)
        + solid("M480 320c200 0 290 160 290 320H190c0-160 90-320 290-320z", d.body)
        + "<ellipse cx=\"480\" cy=\"640\" rx=\"290\" ry=\"34\" fill=\"\(d.accent)\"/>"
    case .candle:
      return "<path d=\"M480 330c50 60 44 110 0 120-44-10-50-60 0-120z\" fill=\"#F6C667\"/>"
        + line("M480 450v50", "#3A332A", 8)
        + solid("M370 500h220v435H370z", d.body) + solid("M370 640h220v140H370z", d.accent)
    case .stool:
      return line("M320 560l-60 370M640 560l60 370M480 580v350", d.accent, 30)
        + line("M290 780h380", d.accent, 18)
        + solid("M230 500q250-40 500 0v56q-250 40-500 0z", d.body)
    case .shelf:
      return solid("M220 300h520v30H220z", d.accent) + solid("M220 600h520v30H220z", d.accent)
        + solid("M220 905h520v30H220z", d.accent) + line("M232 300v630M728 300v630", d.accent, 22)
        + solid("M290 430h60v170h-60z", d.body) + solid("M360 400h44v200h-44z", d.body)
        + solid("M560 500h110l-14 100h-82z", d.body) + solid("M300 800h180v105H300z", d.body)
    case .clock:
      return
        "<circle cx=\"480\" cy=\"600\" r=\"300\" fill=\"\(d.body)\"/><circle cx=\"480\" cy=\"600\" r=\"300\" fill=\"url(#s)\"/>"
        + "<circle cx=\"480\" cy=\"600\" r=\"250\" fill=\"#fff\" opacity=\".72\"/>"
        + line("M480 600V420M480 600l110 70", d.accent, 22)
        + line("M480 380v-14M480 834v-14M266 600h-14M708 600h-14", d.accent, 14)
    default: return nil
    }
  }

  private func clothing(_ d: DemoDesign) -> String? {
    switch self {
    case .tee:
      return solid("M370 300q110 80 220 0l200 110-70 150-90-40v400H330V520l-90 40-70-150z", d.body)
        + solid("M400 560h160v160H400z", d.accent)
    case .sweater:
      return solid(
        "M360 290q120 60 240 0l170 90 70 480-110 20-60-320v360H290V560l-60 320-110-20 70-480z", d.body)
        + solid("M290 480h380v60H290z", d.accent) + solid("M290 570h380v22H290z", d.accent)
        + line("M300 900h360", d.accent, 20)
    case .cap:
      return solid("M220 740c0-210 120-330 270-330s250 120 250 330z", d.body)
        + solid("M220 740h520c120 20 140 70 150 100-220-40-450-40-670-20z", d.accent)
        + "<circle cx=\"488\" cy=\"408\" r=\"20\" fill=\"\(d.accent)\"/>"
    case .tote:
      return line("M370 500c-10-280 230-280 220 0", d.accent, 26) + solid("M240 480h480l40 455H200z", d.body)
        + solid("M400 640h160v150H400z", d.accent)
    case .socks:
      return solid("M300 280h150v400l90 120q40 90-60 130-60 10-100-40L300 720z", d.body)
        + solid("M300 280h150v70H300z", d.accent)
        + solid("M540 250h150v400l70 130q30 100-70 130-60 4-90-50l-60-120z", d.body)
        + solid("M540 250h150v70H540z", d.accent)
    case .apron:
      return line("M390 300c-20-120 200-120 180 0", d.accent, 16)
        + solid("M380 300h200l30 180 80 40v430H270V520l80-40z", d.body)
        + solid("M370 640h220v160H370z", d.accent) + line("M270 560l-110 30M690 560l110 30", d.accent, 14)
    default: return nil
    }
  }
}
