import { writeFileSync } from 'node:fs';
import { decode, encode, FOOTPRINTS, readImage, writeTexture, ETC_FORMATS } from 'astc-wasm';
import { test } from 'vitest';
import { findChromium, withPage } from '/tmp/wt/targets/test/support/browser.js';
import { servePage } from '/tmp/wt/targets/test/loaders/page-server.js';
const W=Number(process.env.W??44), H=Number(process.env.H??28);
function picture(hasAlpha){ const data=new Uint8Array(W*H*4); for(let y=0;y<H;y++)for(let x=0;x<W;x++){const r=Math.round(255*x/W),g=Math.round(255*y/H),b=Math.round(128+100*Math.sin((x+2*y)/9)); data.set([r,g,b,hasAlpha?Math.round(60+150*((x*y)%W)/W):255],(y*W+x)*4)} return {width:W,height:H,data,channels:4,colorSpace:'srgb',hasAlpha} }
const lin=(v)=>v<=0.04045?v/12.92:((v+0.055)/1.055)**2.4; const enc=(v)=>v<=0.0031308?12.92*v:1.055*v**(1/2.4)-0.055;
test('explore', {timeout:600000}, async () => {
  const name=process.env.PAGE!;
  const found=findChromium() as any;
  const server=await servePage(name);
  const rows:string[]=[];
  await withPage(found.path, async (page)=>{
    page.on('pageerror',e=>console.log('PAGEERR',String(e).slice(0,200)));
    if(process.env.LOG) page.on('console',m=>console.log('CONSOLE',m.text().slice(0,300)));
    await page.goto(`${server.origin}/pages/${name}.html`);
    await page.waitForFunction('window.page !== undefined',{timeout:20000});
    const kinds:any[]=[];
    for(const colorSpace of ['srgb','linear']){ for(const block of FOOTPRINTS) kinds.push({format:'astc',block,colorSpace}); for(const format of ETC_FORMATS) if(!(format.startsWith('eac')&&colorSpace==='srgb')) kinds.push({format,colorSpace}); }
    for(const container of (process.env.CONT??'ktx2,ktx').split(',')) for(const kind of kinds) for (const alpha of [false,true]) {
      if (alpha && !process.env.ALPHA) continue;
      const image=picture(alpha) as any;
      let texture; try { texture=await encode(image,{...kind,quality:'fastest',threads:1}); } catch(e){ rows.push('ENC '+e.message); continue; }
      const ours=(await decode(texture,{bits:16,threads:1})).data;
      let bytes; try { bytes=writeTexture(texture,{container}); } catch { continue; }
      const url=server.addFile(`t-${kind.format}-${kind.block??''}-${kind.colorSpace}-${alpha}.${container}`,bytes);
      const t0=Date.now();
      const r:any=await page.evaluate(async (a)=>{ try { return await Promise.race([ (window as any).page.load(a), new Promise((_,j)=>setTimeout(()=>j(new Error('timeout')),8000)) ]) } catch(e) { return {error:String(e?.message??e).slice(0,150)} } }, {url,width:W,height:H,colorSpace:kind.colorSpace,...kind});
      const ms=Date.now()-t0;
      const label=`${container} ${kind.format} ${kind.block??''} ${kind.colorSpace}${alpha?' alpha':''}`;
      if(r.error){ rows.push(`${label}: ERROR ${r.error} (${ms} ms)`); console.log(rows.at(-1)); continue; }
      const drawn=new Uint8Array(Buffer.from(r.drawn,'base64')), texels=new Float32Array(new Uint8Array(Buffer.from(r.texels,'base64')).buffer);
      let wd=[0,0,0,0], wt=[0,0,0,0], wtl=[0,0,0,0];
      for(let i=0;i<ours.length;i++){ const c=i&3; const o=ours[i]/65535; wd[c]=Math.max(wd[c],Math.abs(drawn[i]-o*255)); wt[c]=Math.max(wt[c],Math.abs(texels[i]-o)*255); const t=c<3?enc(texels[i]):texels[i]; wtl[c]=Math.max(wtl[c],Math.abs(t-o)*255); }
      rows.push(`${label}: drawn ${wd.map(v=>v.toFixed(1))} texel-raw ${wt.map(v=>v.toFixed(1))} texel-as-srgb ${wtl.map(v=>v.toFixed(1))} [${r.label}] ${ms} ms`); console.log(rows.at(-1));
    }
  });
  await server.close();
  writeFileSync(`/tmp/tg/${name}${process.env.ALPHA?'-alpha':''}.txt`,rows.join('\n'));
});
