import sharp from 'sharp'; 
const [,,out,...files]=process.argv; const imgs=await Promise.all(files.map(async f=>{const i=sharp(f);const m=await i.metadata();return{f,w:m.width,h:m.height}}));
const W=imgs.reduce((s,i)=>s+i.w+10,0),H=Math.max(...imgs.map(i=>i.h));let x=0;const c=[];for(const i of imgs){c.push({input:i.f,left:x,top:0});x+=i.w+10}
await sharp({create:{width:W,height:H,channels:3,background:'#888'}}).composite(c).png().toFile(out);
