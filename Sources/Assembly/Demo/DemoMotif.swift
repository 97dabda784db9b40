/// What a picture of the demo catalogue shows. Each is drawn with a few shapes in the colours of its design.
enum DemoMotif: String, CaseIterable, Sendable {
  case mug, bowl, plate, vase, teapot, jug
  case blanket, cushion, scarf, towel, basket, rug
  case lamp, pendant, candle, stool, shelf, clock
  case tee, sweater, cap, tote, socks, apron
  case ring, earrings, necklace, bracelet, brooch, watch
  case coffee, tea, honey, oil, chocolate, jam
  case print, notebook, cards, calendar, pencils, tape
  case pot, planter, trowel, seeds, can, terrarium
}

/// Draws the pictures: a quiet ground, a table's edge, a shadow, and the thing.
enum DemoPicture {
  static let width = 960
  static let height = 1200

  /// The picture of a motif in a design, as SVG. `turn` varies the composition between products.
  static func svg(_ motif: DemoMotif, _ design: DemoDesign, turn: Int) -> String {
    let horizon = 820 + (turn % 3) * 20
    let light = turn % 2 == 0 ? "240" : "720"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 960 1200">
      <defs>
      <radialGradient id="l" cx="\(light)" cy="260" r="900" gradientUnits="userSpaceOnUse">
      <stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/>
      </radialGradient>
      <linearGradient id="s" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#fff" stop-opacity=".22"/>
      <stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".18"/>
      </linearGradient>
      </defs>
      <rect width="960" height="1200" fill="\(design.ground)"/>
      <rect width="960" height="1200" fill="url(#l)"/>
      <rect y="\(horizon)" width="960" height="\(1200 - horizon)" fill="#000" opacity=".05"/>
      <ellipse cx="480" cy="935" rx="\(motif.shadowWidth)" ry="34" fill="#000" opacity=".13"/>
      <g stroke-linejoin="round" stroke-linecap="round">\(motif.shapes(design))</g>
      </svg>
      """
  }
}
