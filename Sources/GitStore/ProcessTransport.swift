import CLibGit2
import ChildProcesses

/// Talks to `git upload-pack` and `git receive-pack`, started here or by `ssh` on another machine, as git does.
///
/// libgit2's own way to a folder runs no hooks and does not compare before it writes; its own SSH knows neither
/// the user's settings nor today's signatures.
@safe final class ProcessTransport {
  private let transfer: Transfer
  private var child: ChildProcess?
  private var stream: UnsafeMutablePointer<modelhub_subtransport_stream>?

  private static let step = Duration.milliseconds(100)

  init(_ transfer: Transfer) {
    self.transfer = transfer
  }

  deinit {
    freeStream()
  }

  /// Starts the service that is asked for, or goes on with the one that runs.
  func open(_ service: git_smart_service_t) -> UnsafeMutablePointer<git_smart_subtransport_stream>? {
    let isPush = service == GIT_SERVICE_RECEIVEPACK_LS || service == GIT_SERVICE_RECEIVEPACK
    if child == nil {
      do throws(ChildProcessError) {
        child = try ChildProcess(transfer.command(for: isPush ? "receive-pack" : "upload-pack"))
      } catch {
        transfer.record(
          GitStoreError(
            .network, error.sentence, advice: "Install git, and OpenSSH's client for SSH remotes."))
        return nil
      }
    }
    let stream = unsafe self.stream ?? allocateStream()
    unsafe self.stream = stream
    return unsafe UnsafeMutableRawPointer(stream).assumingMemoryBound(to: git_smart_subtransport_stream.self)
  }

  func read(upTo count: Int) -> [UInt8]? {
    let start = ContinuousClock.now
    while true {
      switch attempt({ () throws(ChildProcessError) in try child?.read(upTo: count, within: Self.step) })
        ?? nil
      {
      case .bytes([])?:
        recordEnd()
        return []
      case .bytes(let bytes)?: return bytes
      case .timedOut?: if transfer.hasToStop(silentSince: start) { return nil }
      case nil: return nil
      }
    }
  }

  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    var start = ContinuousClock.now
    while !rest.isEmpty {
      let written = attempt { () throws(ChildProcessError) in try child?.write(rest, within: Self.step) }
      guard let written else { return false }
      guard let sent = written else {
        recordEnd()
        return false
      }
      if sent > 0 { start = .now }
      rest = rest.dropFirst(sent)
      if !rest.isEmpty, transfer.hasToStop(silentSince: start) { return false }
    }
    return true
  }

  /// Ends the conversation.
  ///
  /// After a success the other side is given the time to run its last hooks. Whatever they do, what was agreed
  /// before stays agreed, so nothing is recorded here.
  func close() {
    freeStream()
    defer { child = nil }
    guard child != nil, transfer.fault == nil else { return }
    child?.closeInput()
    var start = ContinuousClock.now
    while ContinuousClock.now - start < transfer.access.idleTimeout, !transfer.access.isCancelled() {
      do throws(ChildProcessError) {
        switch try child?.read(upTo: 16 << 10, within: Self.step) {
        case .bytes([])?, nil: return
        case .bytes?: start = .now
        case .timedOut?: break
        }
      } catch {
        return
      }
    }
  }

  /// The result; nil when the program cannot be talked to, which is recorded.
  private func attempt<Result>(_ body: () throws(ChildProcessError) -> Result) -> Result? {
    do throws(ChildProcessError) {
      return try body()
    } catch {
      transfer.record(GitStoreError(.network, error.sentence))
      return nil
    }
  }

  /// Says why the service ended, if it ended badly.
  private func recordEnd() {
    let status = attempt { () throws(ChildProcessError) in try child?.finish(within: .seconds(2)) } ?? nil
    guard let status, !status.isSuccess else { return }
    let errors = child?.errorBytes ?? []
    transfer.recordEnd(of: String(decoding: errors, as: UTF8.self), status: status)
  }
}

extension ProcessTransport {
  /// Makes libgit2 use this way for a remote; the payload is the transfer.
  static let create: git_transport_cb = { out, owner, payload in
    var definition = unsafe git_smart_subtransport_definition()
    unsafe definition.rpc = 0
    unsafe definition.param = unsafe payload
    unsafe definition.callback = { out, _, payload in
      guard let out = unsafe out, let payload = unsafe payload else { return -1 }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(payload).takeUnretainedValue()
      unsafe out.pointee = unsafe ProcessTransport(transfer).allocate()
      return 0
    }
    return unsafe git_transport_smart(out, owner, &definition)
  }

  private func allocate() -> UnsafeMutablePointer<git_smart_subtransport> {
    let box = UnsafeMutablePointer<modelhub_subtransport>.allocate(capacity: 1)
    unsafe box.initialize(to: modelhub_subtransport())
    unsafe box.pointee.owner = Unmanaged.passRetained(self).toOpaque()
    unsafe box.pointee.parent.action = { out, subtransport, _, service in
      guard let out = unsafe out, let stream = unsafe ProcessTransport.behind(subtransport)?.open(service)
      else {
        return -1
      }
      unsafe out.pointee = unsafe stream
      return 0
    }
    unsafe box.pointee.parent.close = { subtransport in
      unsafe ProcessTransport.behind(subtransport)?.close()
      return 0
    }
    unsafe box.pointee.parent.free = { subtransport in
      guard let subtransport = unsafe subtransport else { return }
      let box = unsafe UnsafeMutableRawPointer(subtransport).assumingMemoryBound(
        to: modelhub_subtransport.self)
      if let owner = unsafe box.pointee.owner {
        unsafe Unmanaged<ProcessTransport>.fromOpaque(owner).release()
      }
      unsafe box.deallocate()
    }
    return unsafe UnsafeMutableRawPointer(box).assumingMemoryBound(to: git_smart_subtransport.self)
  }

  private static func behind(_ subtransport: UnsafeMutablePointer<git_smart_subtransport>?)
    -> ProcessTransport?
  {
    guard let subtransport = unsafe subtransport else { return nil }
    let box = unsafe UnsafeMutableRawPointer(subtransport).assumingMemoryBound(to: modelhub_subtransport.self)
    return unsafe box.pointee.owner.map {
      unsafe Unmanaged<ProcessTransport>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func allocateStream() -> UnsafeMutablePointer<modelhub_subtransport_stream> {
    let box = UnsafeMutablePointer<modelhub_subtransport_stream>.allocate(capacity: 1)
    unsafe box.initialize(to: modelhub_subtransport_stream())
    // The transport outlives its stream, which it frees itself.
    unsafe box.pointee.owner = Unmanaged.passUnretained(self).toOpaque()
    unsafe box.pointee.parent.read = { stream, buffer, size, count in
      guard let buffer = unsafe buffer, let count = unsafe count,
        let bytes = unsafe ProcessTransport.behind(stream)?.read(upTo: size)
      else { return -1 }
      unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size).copyBytes(from: bytes)
      unsafe count.pointee = bytes.count
      return 0
    }
    unsafe box.pointee.parent.write = { stream, bytes, count in
      let copy = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
      return unsafe ProcessTransport.behind(stream)?.write(copy) == true ? 0 : -1
    }
    unsafe box.pointee.parent.free = { _ in }
    return unsafe box
  }

  private static func behind(
    _ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?
  ) -> ProcessTransport? {
    guard let stream = unsafe stream else { return nil }
    let box = unsafe UnsafeMutableRawPointer(stream).assumingMemoryBound(
      to: modelhub_subtransport_stream.self)
    return unsafe box.pointee.owner.map {
      unsafe Unmanaged<ProcessTransport>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func freeStream() {
    unsafe stream?.deallocate()
    unsafe stream = nil
  }
}
