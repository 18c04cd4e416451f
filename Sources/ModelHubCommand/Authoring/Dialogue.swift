import ModelFacts
import Authoring
import Catalog
import FileTrees
import ModelSources

/// The dialogue of `new`: what was named and answered, kept in the user's cache until the entry is written.
struct Dialogue {
  private(set) var state: DraftState
  private let isKept: Bool
  private let cache: SourceFolder
  private let file: String
  private var interview = Interview()

  /// Starts a dialogue with what the command line says, which goes before what was kept.
  init(_ type: ModelType, _ name: String, sources: [String], ids: [String], isKept: Bool) throws {
    state = DraftState(sources: sources)
    self.isKept = isKept
    cache = SourceFolder("\(Environment.cacheFolder)/drafts")
    file = "\(type.rawValue)-\(name).json"
    let local = try sources.filter { source in
      switch try ModelReference(source) {
      case .folder, .file: true
      default: false
      }
    }
    guard ids.count <= local.count else {
      throw CommandError("There are more --as than folders and files among the sources.")
    }
    for (source, id) in zip(local, ids) { state.ids[source] = id }
  }

  /// Goes on where the user left, if so wished, and asks for the weights where none were named; false to leave.
  mutating func open() throws -> Bool {
    if let bytes = try FolderTree(cache.root).read(file), let kept = DraftState(file: bytes),
      !kept.answers.isEmpty
    {
      let count = kept.answers.count == 1 ? "1 answer" : "\(kept.answers.count) answers"
      switch interview.ask("You left this entry with \(count). Go on from there? [Y/n]") {
      case nil: return false
      case "n", "no": forget()
      default:
        let (sources, ids) = (state.sources, state.ids)
        state = kept
        if !sources.isEmpty { (state.sources, state.ids) = (sources, ids) }
      }
    }
    if state.sources.isEmpty, state.answers.isEmpty { return try askForSources() }
    return try finishSources()
  }

  /// Asks for other sources, after those that were named could not be read; false to leave.
  mutating func reopen(after reason: String) throws -> Bool {
    interview.complain(reason)
    state.sources = []
    return try askForSources()
  }

  private mutating func askForSources() throws -> Bool {
    interview.explain(
      """
      Where are the weights? One or several of these, with blanks between them:
        OWNER/NAME                on Hugging Face, or modelscope:OWNER/NAME, or a page's address
        ./folder or ./file.gguf   on this machine
        entry:NAME                another entry, as a start
      Enter alone: nowhere yet; you are asked for every field.
      """)
    while true {
      guard let answer = interview.ask("source") else { return leave() }
      let words = answer.split(separator: " ").map(String.init)
      do {
        for word in words { _ = try ModelReference(word) }
        state.sources = words
        return try finishSources()
      } catch { interview.complain("\(error)") }
    }
  }

  private mutating func finishSources() throws -> Bool {
    guard try askForIDs() else { return leave() }
    try keep()
    return true
  }

  /// A folder does not tell which repository it is a copy of, unless a hub's own program made it.
  private mutating func askForIDs() throws -> Bool {
    for source in state.sources where state.ids[source] == nil {
      let origin: FolderRepository
      switch try ModelReference(source) {
      case .folder(let path): origin = try FolderRepository(folder: path)
      case .file(let path): origin = try FolderRepository(file: path)
      default: continue
      }
      guard origin.origin.id == nil else { continue }
      interview.explain("Which repository is \(source) a copy of? Others can only have it from there.")
      guard let answer = interview.ask("OWNER/NAME, or modelscope:OWNER/NAME") else { return false }
      if !answer.isEmpty { state.ids[source] = answer }
    }
    return true
  }

  /// Asks for what is missing until the user wants it written; false to leave.
  mutating func complete(_ draft: inout EntryDraft, _ fields: SchemaFields) throws -> Bool {
    let inferred = draft
    replay(&draft, fields)
    var isRepeated = false
    while true {
      let settled = Set(state.answers.map(\.address))
      guard let question = draft.questions(fields, settled: settled).first else {
        guard let step = interview.review(draft, fields) else { return leave() }
        switch step {
        case .write: return true
        case .change(let address, let text):
          if take(address, text, &draft, fields) { try keep() }
        }
        continue
      }
      let reply = interview.ask(question, isRepeated: isRepeated)
      isRepeated = false
      switch reply {
      case .leave: return leave()
      case .back:
        _ = state.takeBack()
        draft = inferred
        replay(&draft, fields)
      case .skip: state.note(question.address, "")
      case .text(let text):
        isRepeated = !take(question.address, text, &draft, fields)
      }
      try keep()
    }
  }

  /// Removes what was kept.
  func forget() {
    // A file that cannot be removed is asked about the next time.
    do { try cache.remove(file) } catch {}
  }

  private mutating func take(
    _ address: String, _ text: String, _ draft: inout EntryDraft, _ fields: SchemaFields
  ) -> Bool {
    do {
      try draft.answer(address, text, fields)
      state.note(address, text)
      return true
    } catch {
      interview.complain(error.description)
      return false
    }
  }

  /// Gives the draft the answers again; one that fits no more is asked for anew.
  private mutating func replay(_ draft: inout EntryDraft, _ fields: SchemaFields) {
    let answers = state.answers
    for answer in answers where !answer.text.isEmpty { _ = take(answer.address, answer.text, &draft, fields) }
  }

  private func keep() throws { if isKept { try cache.write(state.file, to: file) } }

  private func leave() -> Bool {
    interview.explain("Nothing is written yet. The same command goes on from here.")
    return false
  }
}
