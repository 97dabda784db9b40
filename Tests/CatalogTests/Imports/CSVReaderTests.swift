import Testing

@testable import Catalog

struct CSVReaderTests {
  private func records(_ text: String, chunk: Int = .max) -> [CSVRecord] {
    var reader = CSVReader()
    var records: [CSVRecord] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = chunk >= bytes.count - start ? bytes.count : start + chunk
      records += reader.read(bytes[start..<end])
      start = end
    }
    if let last = reader.finish() { records.append(last) }
    return records
  }

  @Test(arguments: [1, 2, 3, 7, Int.max])
  func quotedFieldsHoldEverything(chunk: Int) {
    let text = "a,\"b \"\"quoted\"\", with\r\nlines\",c\r\n\r\nx,,\"\"\ny"
    let records = records(text, chunk: chunk)
    #expect(records.map(\.fields) == [["a", "b \"quoted\", with\r\nlines", "c"], ["x", "", ""], ["y"]])
    #expect(records.map(\.number) == [1, 2, 3])
    #expect(records.allSatisfy { $0.fault == nil })
    #expect(records.last?.endOffset == text.utf8.count)
  }

  @Test func aByteOrderMarkIsSkipped() {
    #expect(records("\u{FEFF}Handle,Title\n").first?.fields == ["Handle", "Title"])
  }

  @Test func readingGoesOnAtEveryRecord() {
    let text = "h1,h2\r\n\"a\r\nb\",c\r\nd,e\nf,g"
    let all = records(text)
    for record in all {
      var reader = CSVReader(offset: record.endOffset, after: record.number)
      var rest = reader.read(Array(text.utf8)[record.endOffset...])
      if let last = reader.finish() { rest.append(last) }
      #expect(rest.map(\.fields) == all.filter { $0.number > record.number }.map(\.fields))
      #expect(rest.map(\.number) == all.map(\.number).filter { $0 > record.number })
    }
  }

  @Test func aQuoteThatNeverClosesIsAFault() {
    let records = records("a,b\nc,\"d\ne,f\n")
    #expect(records.count == 2)
    #expect(records.last?.fault == .unclosedQuote)
  }

  @Test func anOpenQuoteInALargeFileIsCutOff() {
    let line = String(repeating: "x", count: 99) + "\n"
    let text = "h\n\"" + String(repeating: line, count: 12_000) + "last\n"
    let records = records(text, chunk: 1 << 16)
    #expect(records[1].fault == .tooLong)
    #expect(records.last?.fields == ["last"])
  }

  @Test func emptyFieldsWithoutEndAreCutOff() {
    let text =
      "h\n" + String(repeating: ",", count: 3_000_000) + "\n" + String(repeating: ",", count: 999) + "\n"
    let records = records(text, chunk: 1 << 16)
    #expect(records.map(\.fields.count) == [1, 1_000, 1_000])
    #expect(records.map(\.fault) == [nil, .tooManyFields, nil])
  }

  @Test func textAfterAQuoteAndBrokenUnicodeAreFaults() {
    #expect(records("\"a\"b,c\n").first?.fault == .textAfterQuote)
    var reader = CSVReader()
    let broken = reader.read([0x61, 0x2C, 0xC3, 0x28, 0x0A])
    #expect(broken.first?.fault == .notUnicode)
  }

  @Test func whatIsWrittenReadsBack() {
    let fields = ["plain", "with, comma", "with \"quotes\"", "two\nlines", "", "ä€😀"]
    var reader = CSVReader()
    #expect(reader.read(CSVWriter.record(fields)).first?.fields == fields)
  }

  @Test func noiseNeverBreaksTheReader() {
    var generator = SystemRandomNumberGenerator()
    let alphabet: [UInt8] = [34, 44, 10, 13, 97, 0xC3, 0xFF, 32]
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      var reader = CSVReader()
      var numbers = reader.read(bytes).map(\.number)
      if let last = reader.finish() { numbers.append(last.number) }
      #expect(numbers == Array(1..<(numbers.count + 1)))
    }
  }

  @Test func whereAFileIsCutChangesNothing() {
    let seed = UInt64.random(in: 0..<UInt64.max)
    var made = ProductMaker(seed: seed)
    let pieces = ["a", "ä€", "long text", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\u{FEFF}"]
    for _ in 0..<200 {
      let text = (0..<made.random(1..<60)).map { _ in pieces[made.random(0..<pieces.count)] }.joined()
      let whole = records(text)
      for chunk in [1, 2, 5] {
        let cut = records(text, chunk: chunk)
        #expect(cut.map(\.fields) == whole.map(\.fields), "seed \(seed)")
        #expect(cut.map(\.number) == whole.map(\.number) && cut.map(\.fault) == whole.map(\.fault))
      }
    }
  }
}
