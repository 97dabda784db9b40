extension DemoMotif {
  func jewellery(_ d: DemoDesign) -> String? {
    switch self {
    case .ring:
      return
        "<circle cx=\"480\" cy=\"740\" r=\"180\" fill=\"none\" stroke=\"\(d.accent)\" stroke-width=\"34\"/>"
        + solid("M480 400l95 85-95 105-95-105z", d.body)
    case .earrings:
      return line("M340 320v120M620 320v120", d.accent, 10)
        + solid("M340 430c120 160 110 300 0 320-110-20-120-160 0-320z", d.body)
        + solid("M620 430c120 160 110 300 0 320-110-20-120-160 0-320z", d.body)
        + "<circle cx=\"340\" cy=\"310\" r=\"18\" fill=\"\(d.accent)\"/><circle cx=\"620\" cy=\"310\" r=\"18\" fill=\"\(d.accent)\"/>"
    case .necklace:
      return line("M230 230c20 280 130 400 250 440 120-40 230-160 250-440", d.accent, 10)
        + solid("M480 660c80 90 80 190 0 210-80-20-80-120 0-210z", d.body)
    case .bracelet:
      return
        "<ellipse cx=\"480\" cy=\"740\" rx=\"250\" ry=\"170\" fill=\"none\" stroke=\"\(d.body)\" stroke-width=\"58\"/>"
        + "<ellipse cx=\"480\" cy=\"740\" rx=\"250\" ry=\"170\" fill=\"none\" stroke=\"\(d.accent)\" stroke-width=\"12\"/>"
    case .brooch:
      return "<circle cx=\"480\" cy=\"620\" r=\"110\" fill=\"\(d.accent)\"/>"
        + (0..<8).map {
          "<ellipse cx=\"480\" cy=\"430\" rx=\"74\" ry=\"120\" fill=\"\(d.body)\" opacity=\".92\" transform=\"rotate(\($0 * 45) 480 620)\"/>"
        }
        .joined() + "<circle cx=\"480\" cy=\"620\" r=\"82\" fill=\"\(d.accent)\"/>"
    case .watch:
      return solid("M420 220h120v260H420z", d.accent) + solid("M420 740h120v210H420z", d.accent)
        + "<circle cx=\"480\" cy=\"620\" r=\"190\" fill=\"\(d.body)\"/><circle cx=\"480\" cy=\"620\" r=\"146\" fill=\"#fff\" opacity=\".8\"/>"
        + line("M480 620V520M480 620l60 40", d.accent, 14)
    default: return nil
    }
  }

  func pantry(_ d: DemoDesign) -> String? {
    switch self {
    case .coffee:
      return solid("M300 360h360l30 575H270z", d.body) + solid("M296 330h368v60H296z", d.accent)
        + solid("M360 540h240v230H360z", "#FFFDF8")
        + line("M440 600c60 30-30 70 30 110M500 600c60 30-30 70 30 110", d.accent, 12)
    case .tea:
      return solid("M310 450h340v485H310z", d.body)
        + "<ellipse cx=\"480\" cy=\"450\" rx=\"170\" ry=\"40\" fill=\"\(d.accent)\"/>"
        + solid("M310 560h340v230H310z", "#FFFDF8")
        + line("M400 740c20-110 100-130 160-130-10 90-70 130-160 130z", d.accent, 14)
    case .honey:
      return solid("M300 500q180-60 360 0l20 380q-10 55-60 55H340q-50 0-60-55z", d.body)
        + solid("M330 400h300v84H330z", d.accent) + solid("M350 610h260v200H350z", "#FFFDF8")
        + line("M480 640l60 34v70l-60 34-60-34v-70z", d.accent, 12)
    case .oil:
      return solid(
        "M430 220h100v170q110 60 110 190v300q0 55-55 55H375q-55 0-55-55V580q0-130 110-190z", d.body)
        + solid("M424 190h112v60H424z", d.accent) + solid("M352 620h256v190H352z", "#FFFDF8")
        + line("M420 760c0-90 60-110 120-110 0 70-40 110-120 110z", d.accent, 12)
    case .chocolate:
      return solid("M290 380h380v555H290z", d.body) + solid("M290 380h380v190H290z", d.accent)
        + line("M480 390v170M300 476h360", d.body, 10) + solid("M350 660h260v150H350z", "#FFFDF8")
    case .jam:
      return solid("M310 520h340v360q0 55-55 55H365q-55 0-55-55z", d.body)
        + solid("M290 420h380l-20 104H310z", d.accent) + solid("M360 640h240v170H360z", "#FFFDF8")
        + "<circle cx=\"480\" cy=\"725\" r=\"48\" fill=\"\(d.body)\"/>"
    default: return nil
    }
  }

  func paper(_ d: DemoDesign) -> String? {
    switch self {
    case .print:
      return solid("M210 210h540v720H210z", "#FFFDF8") + solid("M270 270h420v600H270z", d.accent)
        + "<circle cx=\"560\" cy=\"430\" r=\"90\" fill=\"\(d.body)\"/>"
        + "<path d=\"M270 720q110-170 220-30 90-110 200-10v190H270z\" fill=\"\(d.body)\"/>"
    case .notebook:
      return solid("M300 330h380q24 0 24 24v560q0 22-24 22H300z", d.body)
        + solid("M300 330h60v606h-60z", d.accent)
        + solid("M430 460h200v110H430z", "#FFFDF8")
    case .cards:
      return "<g transform=\"rotate(-9 480 640)\">" + solid("M260 430h360v480H260z", d.accent) + "</g>"
        + "<g transform=\"rotate(5 480 640)\">" + solid("M350 420h360v480H350z", "#FFFDF8")
        + "<circle cx=\"530\" cy=\"600\" r=\"88\" fill=\"\(d.body)\"/>" + line("M430 780h200", d.accent, 12)
        + "</g>"
    case .calendar:
      return solid("M260 260h440v680H260z", "#FFFDF8") + solid("M260 260h440v330H260z", d.body)
        + "<circle cx=\"480\" cy=\"425\" r=\"90\" fill=\"\(d.accent)\"/>"
        + line("M320 670h320M320 740h320M320 810h320M320 880h200", d.accent, 12)
    case .pencils:
      return line("M390 560V300M480 560V250M570 560V320", d.accent, 44)
        + solid("M310 540h340v395H310z", d.body) + solid("M310 640h340v70H310z", d.accent)
    case .tape:
      return
        "<circle cx=\"400\" cy=\"760\" r=\"165\" fill=\"\(d.body)\"/><circle cx=\"400\" cy=\"760\" r=\"80\" fill=\"\(d.ground)\"/>"
        + "<circle cx=\"600\" cy=\"600\" r=\"145\" fill=\"\(d.accent)\"/><circle cx=\"600\" cy=\"600\" r=\"70\" fill=\"\(d.ground)\"/>"
    default: return nil
    }
  }

  func garden(_ d: DemoDesign) -> String {
    switch self {
    case .pot:
      return line(
        "M480 600C460 420 340 380 300 280M480 600C500 400 640 380 680 260M480 600V230", "#4F7A4A", 20)
        + solid("M290 600h380l-50 335H340z", d.body) + solid("M270 560h420v80H270z", d.accent)
    case .planter:
      return "<g fill=\"#4F7A4A\">"
        + (0..<6).map {
          "<ellipse cx=\"\(270 + $0 * 84)\" cy=\"520\" rx=\"36\" ry=\"110\" transform=\"rotate(\($0 * 12 - 30) \(270 + $0 * 84) 600)\"/>"
        }.joined()
        + "</g>" + solid("M200 620h560v240H200z", d.body) + line("M270 860v75M690 860v75", d.accent, 30)
        + solid("M200 620h560v40H200z", d.accent)
    case .trowel:
      return solid("M440 250h80v260h-80z", d.accent) + line("M480 510v110", "#8A8F94", 24)
        + solid("M390 620h180c20 160-30 270-90 320-60-50-110-160-90-320z", d.body)
    case .seeds:
      return solid("M290 330h380v605H290z", "#FFFDF8") + solid("M290 330h380v110H290z", d.accent)
        + line("M480 800V620", "#4F7A4A", 16)
        + "<path d=\"M480 680c-90 0-120-60-120-110 80 0 120 40 120 110zM480 640c80 0 110-50 110-100-70 0-110 40-110 100z\" fill=\"\(d.body)\"/>"
    case .can:
      return line("M640 640l170-150", d.body, 34) + line("M300 520c40-150 260-150 300 0", d.accent, 26)
        + solid("M270 540h380v395H270z", d.body) + solid("M270 640h380v60H270z", d.accent)
    default:
      return solid("M330 330h300v80q90 60 90 260 0 265-240 265S240 935 240 670q0-200 90-260z", d.body)
        + "<path d=\"M270 760q210-70 420 0-10 160-210 160T270 760z\" fill=\"\(d.accent)\"/>"
        + line("M420 760c-10-90-50-110-70-160M500 760V560M560 760c10-80 40-100 60-140", "#4F7A4A", 16)
    }
  }
}
