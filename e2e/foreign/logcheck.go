// Command logcheck verifies the log of an extracted bundle with nothing but the Go team's own
// packages: the checkpoint's signature, every tile, every entry; of a sample, every proof.
//
// usage: logcheck DIRECTORY VKEY
package main

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// dir is a tlog.TileReader over a C2SP tlog-tiles directory, whose paths have no tile height.
type dir string

func (d dir) Height() int                    { return 8 }
func (d dir) SaveTiles([]tlog.Tile, [][]byte) {}
func (d dir) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		b, err := os.ReadFile(filepath.Join(string(d), "tile", strings.TrimPrefix(t.Path(), "tile/8/")))
		if err != nil {
			return nil, err
		}
		data = append(data, b)
	}
	return data, nil
}

func (d dir) checkpoint(vkey string) (tree tlog.Tree) {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	msg, err := os.ReadFile(filepath.Join(string(d), "checkpoint"))
	check(err)
	signed, err := note.Open(msg, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		check(fmt.Errorf("checkpoint is not of %s", verifier.Name()))
	}
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return tree
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: logcheck DIRECTORY VKEY")
		os.Exit(64)
	}
	log := dir(filepath.Join(os.Args[1], "log"))
	tree := log.checkpoint(strings.TrimSpace(os.Args[2]))
	if _, err := os.Stat(filepath.Join(os.Args[1], "proofs")); err == nil {
		fmt.Printf("log good: %d proofs, root %v\n", proofs(os.Args[1], tree), tree.Hash)
		return
	}
	hashes := tlog.TileHashReader(tree, log) // checks each tile against the signed root
	root, err := tlog.TreeHash(tree.N, hashes)
	check(err)
	if root != tree.Hash {
		check(fmt.Errorf("root %v, signed %v", root, tree.Hash))
	}
	for first := int64(0); first < tree.N; first += 256 {
		width := min(256, tree.N-first)
		t := tlog.Tile{H: 8, L: -1, N: first / 256, W: int(width)}
		path := strings.Replace(t.Path(), "tile/8/data/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(string(log), path))
		check(err)
		for i := first; i < first+width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				check(fmt.Errorf("%s: entry %d is cut short", path, i))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			want, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
			check(err)
			if tlog.RecordHash(bundle[2:end]) != want[0] {
				check(fmt.Errorf("%s: entry %d is not the one in the tree", path, i))
			}
			bundle = bundle[end:]
		}
	}
	fmt.Printf("log good: %d entries, root %v\n", tree.N, tree.Hash)
}

// proofs checks every c2sp.org/tlog-proof of a sample against its entry and the signed tree.
func proofs(bundle string, tree tlog.Tree) (count int) {
	note, err := os.ReadFile(filepath.Join(bundle, "log", "checkpoint"))
	check(err)
	root := filepath.Join(bundle, "proofs")
	check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		check(err)
		entry := strings.TrimSuffix(name, ".tlog-proof") + ".json"
		if strings.HasPrefix(name, "commits") {
			entry = strings.TrimSuffix(entry, ".json") + "/envelope.json"
		}
		record, err := os.ReadFile(filepath.Join(bundle, entry))
		check(err)
		text, err := os.ReadFile(path)
		check(err)
		head, rest, found := strings.Cut(string(text), "\n\n")
		lines := strings.Split(head, "\n")
		var index int64
		if !found || rest != string(note) || lines[0] != "c2sp.org/tlog-proof@v1" {
			check(fmt.Errorf("%s: no proof under this checkpoint", name))
		}
		_, err = fmt.Sscanf(lines[1], "index %d", &index)
		check(err)
		var proof tlog.RecordProof
		for _, line := range lines[2:] {
			hash, err := tlog.ParseHash(line)
			check(err)
			proof = append(proof, hash)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(record)); err != nil {
			check(fmt.Errorf("%s: %w", name, err))
		}
		count++
		return nil
	}))
	return count
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "log bad:", err)
		os.Exit(1)
	}
}
