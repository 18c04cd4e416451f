import Glibc

/// Notices when anything below some folders changes, by the kernel's word (inotify).
///
/// Folders that appear later are watched as they appear. Changes that editors make in many steps are gathered.
public struct FolderWatcher: ~Copyable {
  /// Becomes readable when something has changed.
  public let descriptor: Int32

  private var folders: [Int32: String] = [:]

  private static let events =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_TO)
    | UInt32(IN_MOVED_FROM)

  /// Watches everything below the folders; those that are not there are passed over.
  public init(_ roots: [String]) throws(PreviewError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw PreviewError.system("watch for changes") }
    for root in roots { try watch(root) }
  }

  deinit { close(descriptor) }

  /// Takes note of all that has changed up to now; returns whether anything has.
  public mutating func drain() throws(PreviewError) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var hasChanged = false
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count <= 0 { return hasChanged }
      var offset = 0
      while offset + 16 <= count {
        let event = Event(buffer[offset..<count])
        offset += 16 + event.nameLength
        // Our own temporary names and those of editors say nothing of the catalog.
        if event.name.hasSuffix("~") || event.name.hasPrefix(".") || event.name.hasSuffix(".swp") { continue }
        hasChanged = true
        if event.isNewFolder, let folder = folders[event.watch] { try watch(folder + "/" + event.name) }
      }
    }
  }

  private mutating func watch(_ folder: String) throws(PreviewError) {
    let watch = unsafe inotify_add_watch(descriptor, folder, Self.events | UInt32(IN_ONLYDIR))
    if watch < 0 {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw PreviewError.system("watch ‘\(folder)’ for changes")
    }
    folders[watch] = folder
    guard let listing = unsafe opendir(folder) else { return }
    defer { unsafe closedir(listing) }
    while let entry = unsafe readdir(listing) {
      guard unsafe entry.pointee.d_type == UInt8(DT_DIR) else { continue }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      try self.watch(folder + "/" + name)
    }
  }

  /// One `struct inotify_event` with its name.
  private struct Event {
    let watch: Int32
    let nameLength: Int
    let name: String
    let isNewFolder: Bool

    init(_ bytes: ArraySlice<UInt8>) {
      func word(_ index: Int) -> UInt32 {
        let start = bytes.startIndex + 4 * index
        return (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
      }
      watch = Int32(bitPattern: word(0))
      let mask = word(1)
      isNewFolder = mask & UInt32(IN_ISDIR) != 0 && mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)) != 0
      nameLength = min(Int(word(3)), bytes.count - 16)
      let text = bytes[(bytes.startIndex + 16)..<(bytes.startIndex + 16 + nameLength)]
      name = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
