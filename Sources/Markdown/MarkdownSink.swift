/// What takes the elements of Markdown one by one.
protocol MarkdownSink: ~Copyable {
  /// Whether the sink takes no more.
  var isDone: Bool { get }

  /// Ends the document here because more of it would cost too much.
  mutating func cut()

  mutating func open(_ tag: Tag)
  mutating func open(list: Tag, start: Int)
  /// Opens a list item; a task is done or not, any other item is nil.
  mutating func openItem(task: Bool?)
  mutating func open(cell: Tag, alignment: Alignment?)
  mutating func openHeading(_ level: Int)
  /// Opens a code block; the language is empty if there is none.
  mutating func openCode(language: [UInt8])
  mutating func openLink(_ reference: MarkdownReference)
  /// Ends what was opened last.
  mutating func close()

  mutating func putImage(_ reference: MarkdownReference, alternative: [UInt8])
  mutating func put(_ void: Tag)
  mutating func text(_ text: Span<UInt8>)
  /// Comes after every block, raw HTML's included.
  mutating func endBlock()
}

/// How a cell's content is set.
enum Alignment: String { case left, center, right, justify }

/// The destination and title of a link or an image, as written but for escapes and entities.
struct MarkdownReference {
  /// A title's bytes beyond this are left out.
  static let maximumTitle = 1024

  let destination: [UInt8]
  let title: [UInt8]
  /// Where the destination stands in the source.
  let offset: Int?

  init(destination: [UInt8], title: [UInt8], offset: Int?) {
    self.destination = destination
    self.title = title.count > Self.maximumTitle ? Array(title.prefix(cuttingAt: Self.maximumTitle)) : title
    self.offset = offset
  }
}

/// A run of raw HTML, put together from pieces of the source.
struct RawHTML {
  private(set) var bytes: [UInt8] = []
  /// Whether it is a block of its own, not a part of a paragraph.
  var isBlock = false
  private var pieces: [(start: Int, offset: Int?)] = []

  init() {}

  /// Takes a block of HTML whose place in the source is the same.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    isBlock = true
    pieces = [(0, 0)]
  }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ piece: Span<UInt8>, offset: Int?) {
    pieces.append((bytes.count, offset))
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Where byte `index` stands in the source.
  func offset(of index: Int) -> Int? {
    let before = pieces.sortedPrefixCount { $0.start <= index }
    guard before > 0, let offset = pieces[before - 1].offset else { return nil }
    return offset + index - pieces[before - 1].start
  }
}
